import type { SchoolPlan } from './school-plan.ts'

/** Invented villages: no school of these names is meant. */
const places = `आमबाग|আমবাগ|Aambagh;नीमखेड़ा|নীমখেড়া|Neemkhera;सरसौली|সরসৌলি|Sarsauli;महुआपुर|মহুয়াপুর|Mahuapur;कमलताल|কমলতাল|Kamaltal;बेलाडीह|বেলাডিহ|Beladih;चन्दनपुर|চন্দনপুর|Chandanpur;गेंदालाल का पुरवा|গেঁদালাল কা পুরবা|Gendalal ka Purwa;जामुनिहा|জামুনিহা|Jamuniha;हरसिंगार|হরসিঙ্গার|Harsingar;पीपलगाँव|পিপলগাঁও|Peepalgaon;कदमपुरवा|কদমপুরবা|Kadampurwa;तुलसीनगर|তুলসীনগর|Tulsinagar;सूरजखेड़ा|সূরজখেড়া|Surajkhera;मोरपंख|মোরপঙ্খ|Morpankh;धानपुर|ধানপুর|Dhanpur;केवड़ा|কেওড়া|Kewra;रजनीगंधा|রজনীগন্ধা|Rajnigandha;बरगदिया|বরগদিয়া|Bargadiya;सेमरहा|সেমরহা|Semarha;कोयलपुर|কোয়েলপুর|Koyalpur;हंसताल|হংসতাল|Hanstal;मधुबनी खुर्द|মধুবনী খুর্দ|Madhubani Khurd;मधुबनी कलाँ|মধুবনী কলাঁ|Madhubani Kalan;चमेलीबाग|চামেলিবাগ|Chamelibagh;गुलाबपुर|গুলাবপুর|Gulabpur;अनारपुर|অনারপুর|Anarpur;इमलिया|ইমলিয়া|Imaliya;बाँसखेड़ा|বাঁসখেড়া|Banskhera;खजुरिहा|খজুরিহা|Khajuriha;पलाशपुर|পলাশপুর|Palashpur;शीशमपुर|শিশমপুর|Shishampur;नवरंगपुर|নবরঙ্গপুর|Navrangpur;उजियारी|উজিয়ারি|Ujiyari;झरनापुर|ঝরনাপুর|Jharnapur;मेघपुर|মেঘপুর|Meghpur;फुलवारी|ফুলওয়ারি|Phulwari;सरोवरपुर|সরোবরপুর|Sarovarpur;चाँदनीपुर|চাঁদনিপুর|Chandnipur;शबनमपुर|শবনমপুর|Shabnampur`

const eight = ['1-A', '2-A', '3-A', '4-A', '5-A', '6-A', '7-A', '8-A']

/** The 40 demonstration schools of Akbarpur block; every fourth is composite and keeps classes 1 to 8. */
export const schoolsUp: readonly SchoolPlan[] = places.split(';').map((text, i) => {
  const [hi, bn, en] = text.split('|')
  const isComposite = i % 4 === 0
  return {
    code: `093301999${String(i + 1).padStart(2, '0')}`,
    names: {
      hi: `${isComposite ? 'कम्पोजिट विद्यालय' : 'प्राथमिक विद्यालय'} ${hi} (नमूना)`,
      bn: `${bn} ${isComposite ? 'কম্পোজিট বিদ্যালয়' : 'প্রাথমিক বিদ্যালয়'} (নমুনা)`,
      en: `${isComposite ? 'Composite School' : 'Primary School'} ${en} (demo)`,
    },
    groups: isComposite ? eight : eight.slice(0, 5),
  }
})
