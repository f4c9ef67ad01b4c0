import type { Name } from '#kernel/field/name.ts'
import type { Family, NameBook } from './name-book.ts'
import type { Random } from './random.ts'

type Pair = readonly [bn: string, en: string]

const pairs = (text: string): Pair[] => text.split(';').map((part) => part.trim().split('|') as unknown as Pair)

const boys = pairs(
  'রাকিব|Rakib;সাকিব|Sakib;তানভীর|Tanvir;আরিফ|Arif;নাঈম|Nayeem;ফাহিম|Fahim;ইমরান|Imran;জুনায়েদ|Junayed;মাহিন|Mahin;রায়হান|Rayhan;সিয়াম|Siam;তাওহীদ|Tawhid;আবদুল্লাহ|Abdullah;ইয়াসিন|Yasin;হাসিব|Hasib;মুস্তাকিম|Mustakim;নাহিদ|Nahid;শাওন|Shaon;রিফাত|Rifat;আশিক|Ashik;তামিম|Tamim;আলিফ|Alif;জিহাদ|Jihad;মারুফ|Maruf;সোহাগ|Sohag;রবিউল|Robiul;আল-আমিন|Al-Amin;মেহেদী|Mehedi',
)
const girls = pairs(
  'সাদিয়া|Sadia;মারিয়া|Maria;সুমাইয়া|Sumaiya;জান্নাতুল|Jannatul;তাসনিম|Tasnim;ফাতেমা|Fatema;আয়েশা|Ayesha;মীম|Mim;রিয়া|Riya;নুসরাত|Nusrat;লামিয়া|Lamiya;ইশরাত|Ishrat;হাবিবা|Habiba;খাদিজা|Khadija;তানিয়া|Tania;রুমানা|Rumana;সামিয়া|Samia;আফসানা|Afsana;মাহিয়া|Mahiya;জারিন|Zarin;তাহমিনা|Tahmina;ঋতু|Ritu;মুনতাহা|Muntaha;সানজিদা|Sanjida;নাজিফা|Nazifa;রাবেয়া|Rabeya;ইভা|Eva;বৃষ্টি|Brishti',
)
const boyEnds = pairs(
  'হোসেন|Hossain;ইসলাম|Islam;রহমান|Rahman;আহমেদ|Ahmed;হাসান|Hasan;শেখ|Sheikh;প্রামাণিক|Pramanik;মণ্ডল|Mondal;সরদার|Sardar;বিশ্বাস|Biswas;মোল্লা|Molla;খান|Khan',
)
const girlEnds = pairs('খাতুন|Khatun;আক্তার|Akter;ইসলাম|Islam;জাহান|Jahan;পারভীন|Parvin;সুলতানা|Sultana;ফেরদৌসী|Ferdousi')
const fathers = pairs(
  'আব্দুর রহিম|Abdur Rahim;আব্দুল করিম|Abdul Karim;শহিদুল ইসলাম|Shahidul Islam;নজরুল ইসলাম|Nazrul Islam;রফিকুল ইসলাম|Rafiqul Islam;জাহাঙ্গীর আলম|Jahangir Alam;মিজানুর রহমান|Mizanur Rahman;আনোয়ার হোসেন|Anwar Hossain;সাইফুল ইসলাম|Saiful Islam;মোকলেছুর রহমান|Moklesur Rahman;আলমগীর হোসেন|Alamgir Hossain;বাবুল আক্তার|Babul Akter;ইদ্রিস আলী|Idris Ali;রমজান আলী|Ramzan Ali;আকবর আলী|Akbar Ali;কামরুজ্জামান|Kamruzzaman;হাফিজুর রহমান|Hafizur Rahman;মতিউর রহমান|Matiur Rahman',
)
const mothers = pairs(
  'রহিমা|Rahima;হালিমা|Halima;সালমা|Salma;নাসিমা|Nasima;শাহিদা|Shahida;রোকেয়া|Rokeya;মমতাজ|Momtaz;জাহানারা|Jahanara;শিউলি|Shiuli;বিলকিস|Bilkis;আনোয়ারা|Anowara;ফরিদা|Farida;মর্জিনা|Morjina;লাভলী|Lovely;কোহিনুর|Kohinur;সেলিনা|Selina',
)
const hinduBoys = pairs('অনিক|Anik;শুভ|Shuvo;দীপ|Dip;রাহুল|Rahul;সৌরভ|Sourav;প্রান্ত|Pranto;জয়|Joy;বিজয়|Bijoy')
const hinduGirls = pairs('পূজা|Puja;বর্ষা|Barsha;শ্রাবণী|Shrabani;মৌ|Mou;তিথি|Tithi;অর্পিতা|Arpita;প্রিয়া|Priya;দিপা|Dipa')
const hinduMen = pairs(
  'সুশান্ত কুমার|Sushanta Kumar;নিরঞ্জন|Niranjan;গোপাল চন্দ্র|Gopal Chandra;পরিমল|Parimal;অসীম কুমার|Asim Kumar;সুবল চন্দ্র|Subal Chandra',
)
const hinduWomen = pairs(
  'অঞ্জলি রানী|Anjali Rani;শেফালী রানী|Shefali Rani;কল্পনা|Kalpana;মিনতি রানী|Minati Rani;সবিতা|Sabita;লক্ষ্মী রানী|Lakshmi Rani',
)
const hinduEnds = pairs('দাস|Das;সাহা|Saha;রায়|Roy;কর্মকার|Karmakar;হালদার|Halder;কুণ্ডু|Kundu;সূত্রধর|Sutradhar;পাল|Paul')

const of = (...parts: readonly Pair[]): Name => ({
  bn: parts
    .map((part) => part[0])
    .join(' ')
    .normalize('NFC'),
  en: parts.map((part) => part[1]).join(' '),
})

/** The same title as different papers write it: with a dot, with visarga, or not at all. */
const menTitles: readonly Pair[] = [
  ['মোঃ', 'Md.'],
  ['মো.', 'Md'],
  ['মোঃ', 'Md.'],
]
const womenTitles: readonly Pair[] = [
  ['মোছাঃ', 'Mst.'],
  ['মোসা.', 'Mst'],
]
const initials: readonly Pair[] = [
  ['এ. কে. এম.', 'A. K. M.'],
  ['এস. এম.', 'S. M.'],
  ['এ. বি. এম.', 'A. B. M.'],
]

/** Names of invented people of Pabna, in Bangla and English: with dots, with initials, and single ones too. */
export const namesBn: NameBook = {
  family(random: Random): Family {
    if (random.chance(0.12)) {
      const end = random.pick(hinduEnds)
      return {
        father: of(random.pick(hinduMen), end),
        mother: of(random.pick(hinduWomen), end),
        child: (sex) => of(random.pick(sex === 'girl' ? hinduGirls : hinduBoys), end),
      }
    }
    const father = random.pick(fathers)
    const mother = random.pick(mothers)
    return {
      father: random.chance(0.8) ? of(random.pick(menTitles), father) : of(father),
      mother: random.chance(0.6)
        ? of(random.pick(womenTitles), mother, random.pick(girlEnds))
        : of(
            mother,
            random.pick([
              ['বেগম', 'Begum'],
              ['খাতুন', 'Khatun'],
            ] as const),
          ),
      child: (sex) => childOf(random, sex),
    }
  },
  adult(random: Random, sex): Name {
    if (random.chance(0.14)) return of(random.pick(sex === 'female' ? hinduWomen : hinduMen), random.pick(hinduEnds))
    if (sex === 'female')
      return random.chance(0.12)
        ? of(random.pick(mothers))
        : of(
            ...(random.chance(0.4) ? [random.pick(womenTitles)] : []),
            random.pick([...mothers, ...girls]),
            random.pick(girlEnds),
          )
    return of(random.chance(0.2) ? random.pick(initials) : random.pick(menTitles), random.pick(fathers))
  },
}

function childOf(random: Random, sex: 'girl' | 'boy'): Name {
  const first = random.pick(sex === 'girl' ? girls : boys)
  if (random.chance(0.08)) return of(first)
  if (sex === 'girl')
    return of(...(random.chance(0.25) ? [random.pick(womenTitles)] : []), first, random.pick(girlEnds))
  return of(...(random.chance(0.55) ? [random.pick(menTitles)] : []), first, random.pick(boyEnds))
}
