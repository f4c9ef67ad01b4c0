import type { Name } from '#kernel/field/name.ts'

/** What a school's cupboard holds: name, class, unit, how many came in the year, and for how many rupees each. */
export type DemoItem = {
  name: Name
  class: 'fixed' | 'consumable' | 'sports'
  unit: string
  came: number
  rupees: number
}

const item = (
  names: readonly [bn: string, hi: string, en: string],
  kind: DemoItem['class'],
  unit: string,
  came: number,
  rupees: number,
): DemoItem => ({ name: { bn: names[0], hi: names[1], en: names[2] }, class: kind, unit, came, rupees })

/** Thirty things that every school knows; smaller schools have the first of them. */
export const goodsList: readonly DemoItem[] = [
  item(['চক', 'चॉक', 'Chalk'], 'consumable', 'box', 24, 45),
  item(['ডাস্টার', 'डस्टर', 'Duster'], 'consumable', 'piece', 12, 25),
  item(['হাজিরা খাতা', 'उपस्थिति पंजिका', 'Attendance register'], 'consumable', 'piece', 10, 60),
  item(['বেঞ্চ', 'बेंच', 'Bench'], 'fixed', 'piece', 60, 1850),
  item(['ব্ল্যাকবোর্ড', 'श्यामपट्ट', 'Blackboard'], 'fixed', 'piece', 6, 2200),
  item(['টেবিল', 'मेज़', 'Table'], 'fixed', 'piece', 8, 2600),
  item(['চেয়ার', 'कुर्सी', 'Chair'], 'fixed', 'piece', 14, 950),
  item(['ফুটবল', 'फ़ुटबॉल', 'Football'], 'sports', 'piece', 4, 480),
  item(['স্কিপিং দড়ি', 'कूदने की रस्सी', 'Skipping rope'], 'sports', 'piece', 10, 70),
  item(['সাবান', 'साबुन', 'Soap'], 'consumable', 'piece', 60, 22),
  item(['ঝাড়ু', 'झाड़ू', 'Broom'], 'consumable', 'piece', 12, 55),
  item(['বালতি', 'बाल्टी', 'Bucket'], 'fixed', 'piece', 4, 210),
  item(['আলমারি', 'अलमारी', 'Cupboard'], 'fixed', 'piece', 2, 8400),
  item(['সিলিং ফ্যান', 'छत का पंखा', 'Ceiling fan'], 'fixed', 'piece', 8, 1900),
  item(['গ্লোব', 'ग्लोब', 'Globe'], 'fixed', 'piece', 2, 650),
  item(['মানচিত্র', 'मानचित्र', 'Wall map'], 'fixed', 'piece', 5, 320),
  item(['কাগজ', 'काग़ज़', 'Paper'], 'consumable', 'ream', 8, 310),
  item(['কলম', 'कलम', 'Pen'], 'consumable', 'dozen', 6, 90),
  item(['ফিনাইল', 'फ़िनाइल', 'Phenyl'], 'consumable', 'bottle', 12, 85),
  item(['দরি', 'दरी', 'Floor mat'], 'fixed', 'piece', 20, 540),
  item(['ঘণ্টা', 'घण्टी', 'Bell'], 'fixed', 'piece', 1, 700),
  item(['তালা', 'ताला', 'Lock'], 'fixed', 'piece', 8, 180),
  item(['ভলিবল', 'वॉलीबॉल', 'Volleyball'], 'sports', 'piece', 3, 520),
  item(['ক্রিকেট ব্যাট', 'क्रिकेट बल्ला', 'Cricket bat'], 'sports', 'piece', 4, 650),
  item(['ক্যারম বোর্ড', 'कैरम बोर्ड', 'Carrom board'], 'sports', 'piece', 2, 1300),
  item(['লুডু', 'लूडो', 'Ludo'], 'sports', 'piece', 5, 120),
  item(['প্রাথমিক চিকিৎসা বাক্স', 'प्राथमिक उपचार पेटी', 'First-aid box'], 'fixed', 'piece', 1, 900),
  item(['অগ্নি নির্বাপক', 'अग्निशामक', 'Fire extinguisher'], 'fixed', 'piece', 2, 2100),
  item(['থালা', 'थाली', 'Plate'], 'fixed', 'piece', 80, 75),
  item(['গ্লাস', 'गिलास', 'Tumbler'], 'fixed', 'piece', 80, 40),
]

const book = (bn: string, hi: string, en: string, author: string): { name: Name; author: string } => ({
  name: { bn, hi, en },
  author,
})

/** Old books that libraries of schools have, several copies of each. */
export const bookList: readonly { name: Name; author: string }[] = [
  book('পঞ্চতন্ত্র', 'पंचतंत्र', 'Panchatantra', 'Vishnu Sharma'),
  book('ঈদগাহ', 'ईदगाह', 'Eidgah', 'Premchand'),
  book('কাবুলিওয়ালা', 'काबुलीवाला', 'Kabuliwala', 'Rabindranath Tagore'),
  book('ঠাকুরমার ঝুলি', 'ठाकुरमार झुली', 'Thakurmar Jhuli', 'Dakshinaranjan Mitra Majumder'),
  book('ছুটি', 'छुट्टी', 'The Homecoming', 'Rabindranath Tagore'),
  book('হিতোপদেশ', 'हितोपदेश', 'Hitopadesha', 'Narayana'),
  book('বুড়ি কাকি', 'बूढ़ी काकी', 'The Old Aunt', 'Premchand'),
  book('আবোল তাবোল', 'आबोल ताबोल', 'Abol Tabol', 'Sukumar Ray'),
  book('জাতকের গল্প', 'जातक कथाएँ', 'Jataka Tales', 'Traditional'),
  book('ঈশপের গল্প', 'ईसप की कथाएँ', 'Aesop’s Fables', 'Aesop'),
  book('সুলতানার স্বপ্ন', 'सुल्ताना का सपना', 'Sultana’s Dream', 'Begum Rokeya'),
  book('দুই বলদের কথা', 'दो बैलों की कथा', 'The Story of Two Bullocks', 'Premchand'),
]
