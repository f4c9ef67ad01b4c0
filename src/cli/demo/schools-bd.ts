import type { SchoolPlan } from './school-plan.ts'

/** Invented villages: no school of these names is meant. */
const places = `কুসুমতলা|कुसुमतला|Kusumtala;চর শাপলা|चर शापला|Char Shapla;নীলপুকুর|नीलपुकुर|Nilpukur;শিমুলডাঙ্গা|शिमुलडांगा|Shimuldanga;বকুলহাটি|बकुलहाटी|Bakulhati;দক্ষিণ মেঘডুবি|दक्षिण मेघडुबी|Dakshin Meghdubi;উত্তর মেঘডুবি|उत्तर मेघडुबी|Uttar Meghdubi;তালসারি|तालसारी|Talsari;পদ্মাবিলা|पद्माबिला|Padmabila;হিজলগাছি|हिजलगाछी|Hijalgachhi;সোনাঝুরি|सोनाझुरी|Sonajhuri;কাশবন|काशबन|Kashban;দোয়েলপাড়া|दोयेलपाड़ा|Doyelpara;চর জোনাকি|चर जोनाकी|Char Jonaki;মাধবীলতা|माधबीलता|Madhabilata;পলাশকান্দি|पलाशकांदी|Palashkandi;বেতবাড়ী|बेतबाड़ी|Betbari;গোলাপনগর|गोलापनगर|Golapnagar;নওদা শালবন|नओदा शालबन|Naoda Shalban;রাঙামাঠ|रांगामाठ|Rangamath;জলতরঙ্গ|जलतरंग|Jaltaranga;আমবাগান|आमबागान|Ambagan`

/** The 22 demonstration schools of the Baliahalat cluster, each with a pre-primary class and classes 1 to 5. */
export const schoolsBd: readonly SchoolPlan[] = places.split(';').map((text, i) => {
  const [bn, hi, en] = text.split('|')
  return {
    code: `995076550${String(i + 1).padStart(2, '0')}`,
    names: {
      bn: `${bn} সরকারি প্রাথমিক বিদ্যালয় (নমুনা)`,
      hi: `${hi} सरकारी प्राथमिक विद्यालय (नमूना)`,
      en: `${en} Government Primary School (demo)`,
    },
    groups: ['pre-A', '1-A', '2-A', '3-A', '4-A', '5-A'],
  }
})
