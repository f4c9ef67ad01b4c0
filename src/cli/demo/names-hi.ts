import type { Name } from '#kernel/field/name.ts'
import type { Family, NameBook } from './name-book.ts'
import type { Random } from './random.ts'

type Pair = readonly [hi: string, en: string]

const pairs = (text: string): Pair[] => text.split(';').map((part) => part.trim().split('|') as unknown as Pair)

const boys = pairs(
  'अनुज|Anuj;अंकित|Ankit;आयुष|Ayush;शिवम|Shivam;सत्यम|Satyam;कार्तिक|Kartik;प्रिंस|Prince;रोहित|Rohit;मोहित|Mohit;विवेक|Vivek;हर्षित|Harshit;कृष्णा|Krishna;देव|Dev;अमन|Aman;सूरज|Suraj;नितिन|Nitin;यश|Yash;गौरव|Gaurav;आदित्य|Aditya;सोनू|Sonu;गोलू|Golu;दीपक|Deepak;अभय|Abhay;राज|Raj;प्रांशु|Pranshu;ऋषभ|Rishabh',
)
const girls = pairs(
  'काजल|Kajal;प्रिया|Priya;अंशिका|Anshika;शिवानी|Shivani;नंदिनी|Nandini;रोशनी|Roshni;पल्लवी|Pallavi;साक्षी|Sakshi;खुशी|Khushi;अनन्या|Ananya;मुस्कान|Muskan;राधिका|Radhika;दीपिका|Deepika;वैष्णवी|Vaishnavi;आरती|Aarti;ज्योति|Jyoti;मानसी|Mansi;सोनम|Sonam;लक्ष्मी|Laxmi;गुड़िया|Gudiya;पायल|Payal;श्रेया|Shreya;आकांक्षा|Akanksha;महक|Mahak',
)
const boyEnds = pairs(
  'कुमार|Kumar;सिंह|Singh;बाबू|Babu;यादव|Yadav;पाल|Pal;कुशवाहा|Kushwaha;गौतम|Gautam;शर्मा|Sharma;राजपूत|Rajput',
)
const girlEnds = pairs('देवी|Devi;कुमारी|Kumari;यादव|Yadav;पाल|Pal;गौतम|Gautam;सिंह|Singh;वर्मा|Verma')
const fathers = pairs(
  'राम कुमार|Ram Kumar;श्याम बाबू|Shyam Babu;रामऔतार|Ramautar;शिव प्रसाद|Shiv Prasad;मुकेश कुमार|Mukesh Kumar;राजेश सिंह|Rajesh Singh;सुरेश चन्द्र|Suresh Chandra;दिनेश कुमार|Dinesh Kumar;वीरेन्द्र|Virendra;संतोष कुमार|Santosh Kumar;रामबाबू|Rambabu;कमलेश|Kamlesh;अशोक कुमार|Ashok Kumar;जगदीश|Jagdish;छोटे लाल|Chhote Lal;बृजेश कुमार|Brijesh Kumar;महेन्द्र सिंह|Mahendra Singh;धर्मेन्द्र|Dharmendra;ओम प्रकाश|Om Prakash;पंकज|Pankaj',
)
const mothers = pairs(
  'सुनीता|Sunita;गीता|Geeta;मीना|Meena;सरोज|Saroj;रेखा|Rekha;ममता|Mamta;उर्मिला|Urmila;किरन|Kiran;पुष्पा|Pushpa;शान्ति|Shanti;विमला|Vimla;पूनम|Poonam;अनीता|Anita;रामदेवी|Ramdevi;कुसुम|Kusum;सीमा|Seema;नीलम|Neelam;संगीता|Sangeeta',
)
const muslimBoys = pairs('आरिफ़|Arif;समीर|Sameer;फ़ैज़ान|Faizan;इरफ़ान|Irfan;शाहिद|Shahid;अयान|Ayan;ज़ैद|Zaid;साहिल|Sahil')
const muslimGirls = pairs(
  'शबनम|Shabnam;आफ़रीन|Aafreen;सानिया|Saniya;ज़ोया|Zoya;रुख़सार|Rukhsar;अलीशा|Alisha;नाज़िया|Naziya;मरियम|Mariyam',
)
const muslimMen = pairs(
  'मो. सलीम|Mo. Saleem;मोहम्मद रफ़ीक़|Mohammad Rafeeq;इक़बाल अहमद|Iqbal Ahmad;अब्दुल हमीद|Abdul Hameed;शकील अहमद|Shakeel Ahmad;मो. यूनुस|Mo. Yunus',
)
const muslimWomen = pairs(
  'शहनाज़ बानो|Shahnaz Bano;नसरीन|Nasreen;रुबीना बेगम|Rubina Begum;तबस्सुम|Tabassum;फ़रज़ाना|Farzana;हसीना बानो|Haseena Bano',
)
const surnames = pairs(
  'यादव|Yadav;शर्मा|Sharma;मिश्रा|Mishra;वर्मा|Verma;सिंह|Singh;पाल|Pal;त्रिपाठी|Tripathi;गौतम|Gautam;कटियार|Katiyar;सचान|Sachan;दीक्षित|Dixit;कुशवाहा|Kushwaha;श्रीवास्तव|Srivastava;राजपूत|Rajput',
)
const men = pairs(
  'मनोज|Manoj;अरविन्द|Arvind;राजीव|Rajeev;संजय|Sanjay;अनिल|Anil;विनोद|Vinod;अजय|Ajay;आशीष|Ashish;रवि|Ravi;सुधीर|Sudhir;नरेश|Naresh;योगेश|Yogesh',
)
const women = pairs(
  'अर्चना|Archana;प्रतिभा|Pratibha;रश्मि|Rashmi;वन्दना|Vandana;अल्का|Alka;निधि|Nidhi;शालिनी|Shalini;मधु|Madhu;नीतू|Neetu;कविता|Kavita;दीप्ति|Deepti;स्वाति|Swati',
)

const of = (...parts: readonly Pair[]): Name => ({
  hi: parts
    .map((part) => part[0])
    .join(' ')
    .normalize('NFC'),
  en: parts.map((part) => part[1]).join(' '),
})

/** Names of invented people of Kanpur Dehat, in Hindi and English: with dots, with initials, and single ones too. */
export const namesHi: NameBook = {
  family(random: Random): Family {
    if (random.chance(0.14)) {
      const father = random.pick(muslimMen)
      return {
        father: of(father),
        mother: of(random.pick(muslimWomen)),
        child: (sex) =>
          sex === 'girl'
            ? of(random.pick(muslimGirls), ...(random.chance(0.6) ? [['बानो', 'Bano'] as const] : []))
            : of(['मो.', 'Mo.'], random.pick(muslimBoys)),
      }
    }
    return {
      father: of(random.pick(fathers)),
      mother: random.chance(0.8) ? of(random.pick(mothers), ['देवी', 'Devi']) : of(random.pick(mothers)),
      child: (sex) => childOf(random, sex),
    }
  },
  adult(random: Random, sex): Name {
    if (random.chance(0.1)) return of(random.pick(sex === 'female' ? muslimWomen : muslimMen))
    const first = random.pick(sex === 'female' ? women : men)
    if (random.chance(0.08)) return of(first)
    if (random.chance(0.15))
      return of(
        random.pick([
          ['आर. के.', 'R. K.'],
          ['एस. पी.', 'S. P.'],
          ['डॉ.', 'Dr.'],
        ] as const),
        ...(random.chance(0.5) ? [first] : []),
        random.pick(surnames),
      )
    return of(first, random.pick(surnames))
  },
}

function childOf(random: Random, sex: 'girl' | 'boy'): Name {
  const first = random.pick(sex === 'girl' ? girls : boys)
  if (random.chance(0.3)) return of(...(sex === 'girl' && random.chance(0.3) ? [['कु.', 'Km.'] as const] : []), first)
  return of(first, random.pick(sex === 'girl' ? girlEnds : boyEnds))
}
