/**
 * Divisions and districts of Bangladesh by BBS geo code: [code, English, Bangla, Hindi, lat, lon]. Codes were checked
 * against 6,905 bank branch records; Hindi names and the points are of the district towns, from knowledge [K].
 */
type Row = readonly [code: string, en: string, bn: string, hi: string, lat: number, lon: number]

export const bdDivisions: readonly (readonly [
  code: string,
  en: string,
  bn: string,
  hi: string,
  districts: readonly Row[],
])[] = [
  [
    '10',
    'Barishal',
    'বরিশাল',
    'बरिशाल',
    [
      ['04', 'Barguna', 'বরগুনা', 'बरगुना', 22.15, 90.12],
      ['06', 'Barishal', 'বরিশাল', 'बरिशाल', 22.7, 90.37],
      ['09', 'Bhola', 'ভোলা', 'भोला', 22.69, 90.65],
      ['42', 'Jhalokathi', 'ঝালকাঠি', 'झालकाठी', 22.64, 90.2],
      ['78', 'Patuakhali', 'পটুয়াখালী', 'पटुआखाली', 22.36, 90.33],
      ['79', 'Pirojpur', 'পিরোজপুর', 'पिरोजपुर', 22.58, 89.97],
    ],
  ],
  [
    '20',
    'Chattogram',
    'চট্টগ্রাম',
    'चट्टग्राम',
    [
      ['03', 'Bandarban', 'বান্দরবান', 'बान्दरबान', 22.2, 92.22],
      ['12', 'Brahmanbaria', 'ব্রাহ্মণবাড়িয়া', 'ब्राह्मणबाड़िया', 23.96, 91.11],
      ['13', 'Chandpur', 'চাঁদপুর', 'चाँदपुर', 23.23, 90.67],
      ['15', 'Chattogram', 'চট্টগ্রাম', 'चट्टग्राम', 22.34, 91.83],
      ['19', 'Cumilla', 'কুমিল্লা', 'कुमिल्ला', 23.47, 91.18],
      ['22', "Cox's Bazar", 'কক্সবাজার', 'कॉक्स बाज़ार', 21.43, 91.98],
      ['30', 'Feni', 'ফেনী', 'फेनी', 23.02, 91.38],
      ['46', 'Khagrachhari', 'খাগড়াছড়ি', 'खागड़ाछड़ी', 23.12, 91.98],
      ['51', 'Lakshmipur', 'লক্ষ্মীপুর', 'लक्ष्मीपुर', 22.94, 90.84],
      ['75', 'Noakhali', 'নোয়াখালী', 'नोआखाली', 22.87, 91.1],
      ['84', 'Rangamati', 'রাঙ্গামাটি', 'रांगामाटी', 22.63, 92.2],
    ],
  ],
  [
    '30',
    'Dhaka',
    'ঢাকা',
    'ढाका',
    [
      ['26', 'Dhaka', 'ঢাকা', 'ढाका', 23.71, 90.41],
      ['29', 'Faridpur', 'ফরিদপুর', 'फ़रीदपुर', 23.61, 89.84],
      ['33', 'Gazipur', 'গাজীপুর', 'गाज़ीपुर', 24.0, 90.43],
      ['35', 'Gopalganj', 'গোপালগঞ্জ', 'गोपालगंज', 23.01, 89.83],
      ['48', 'Kishoreganj', 'কিশোরগঞ্জ', 'किशोरगंज', 24.44, 90.78],
      ['54', 'Madaripur', 'মাদারীপুর', 'मदारीपुर', 23.16, 90.19],
      ['56', 'Manikganj', 'মানিকগঞ্জ', 'मानिकगंज', 23.86, 90.01],
      ['59', 'Munshiganj', 'মুন্সীগঞ্জ', 'मुंशीगंज', 23.54, 90.53],
      ['67', 'Narayanganj', 'নারায়ণগঞ্জ', 'नारायणगंज', 23.63, 90.5],
      ['68', 'Narsingdi', 'নরসিংদী', 'नरसिंगदी', 23.93, 90.72],
      ['82', 'Rajbari', 'রাজবাড়ী', 'राजबाड़ी', 23.76, 89.64],
      ['86', 'Shariatpur', 'শরীয়তপুর', 'शरीयतपुर', 23.21, 90.35],
      ['93', 'Tangail', 'টাঙ্গাইল', 'टाँगाइल', 24.25, 89.92],
    ],
  ],
  [
    '40',
    'Khulna',
    'খুলনা',
    'खुलना',
    [
      ['01', 'Bagerhat', 'বাগেরহাট', 'बागेरहाट', 22.65, 89.79],
      ['18', 'Chuadanga', 'চুয়াডাঙ্গা', 'चुआडांगा', 23.64, 88.84],
      ['41', 'Jashore', 'যশোর', 'जशोर', 23.17, 89.21],
      ['44', 'Jhenaidah', 'ঝিনাইদহ', 'झिनाइदह', 23.54, 89.15],
      ['47', 'Khulna', 'খুলনা', 'खुलना', 22.82, 89.57],
      ['50', 'Kushtia', 'কুষ্টিয়া', 'कुष्टिया', 23.9, 89.12],
      ['55', 'Magura', 'মাগুরা', 'मागुरा', 23.49, 89.42],
      ['57', 'Meherpur', 'মেহেরপুর', 'मेहेरपुर', 23.76, 88.63],
      ['65', 'Narail', 'নড়াইল', 'नड़ाइल', 23.17, 89.51],
      ['87', 'Satkhira', 'সাতক্ষীরা', 'सातक्षीरा', 22.72, 89.07],
    ],
  ],
  [
    '45',
    'Mymensingh',
    'ময়মনসিংহ',
    'मैमनसिंह',
    [
      ['39', 'Jamalpur', 'জামালপুর', 'जमालपुर', 24.94, 89.94],
      ['61', 'Mymensingh', 'ময়মনসিংহ', 'मैमनसिंह', 24.75, 90.41],
      ['72', 'Netrokona', 'নেত্রকোণা', 'नेत्रकोना', 24.87, 90.73],
      ['89', 'Sherpur', 'শেরপুর', 'शेरपुर', 25.02, 90.02],
    ],
  ],
  [
    '50',
    'Rajshahi',
    'রাজশাহী',
    'राजशाही',
    [
      ['10', 'Bogura', 'বগুড়া', 'बोगुड़ा', 24.85, 89.38],
      ['38', 'Joypurhat', 'জয়পুরহাট', 'जयपुरहाट', 25.1, 89.03],
      ['64', 'Naogaon', 'নওগাঁ', 'नौगाँव', 24.8, 88.94],
      ['69', 'Natore', 'নাটোর', 'नाटोर', 24.42, 89.0],
      ['70', 'Chapai Nawabganj', 'চাঁপাইনবাবগঞ্জ', 'चाँपाई नवाबगंज', 24.6, 88.28],
      ['76', 'Pabna', 'পাবনা', 'पाबना', 24.0, 89.23],
      ['81', 'Rajshahi', 'রাজশাহী', 'राजशाही', 24.37, 88.6],
      ['88', 'Sirajganj', 'সিরাজগঞ্জ', 'सिराजगंज', 24.45, 89.7],
    ],
  ],
  [
    '55',
    'Rangpur',
    'রংপুর',
    'रंगपुर',
    [
      ['27', 'Dinajpur', 'দিনাজপুর', 'दिनाजपुर', 25.62, 88.64],
      ['32', 'Gaibandha', 'গাইবান্ধা', 'गाइबांधा', 25.33, 89.53],
      ['49', 'Kurigram', 'কুড়িগ্রাম', 'कुड़ीग्राम', 25.81, 89.64],
      ['52', 'Lalmonirhat', 'লালমনিরহাট', 'लालमनिरहाट', 25.92, 89.45],
      ['73', 'Nilphamari', 'নীলফামারী', 'नीलफामारी', 25.93, 88.86],
      ['77', 'Panchagarh', 'পঞ্চগড়', 'पंचगढ़', 26.34, 88.55],
      ['85', 'Rangpur', 'রংপুর', 'रंगपुर', 25.76, 89.24],
      ['94', 'Thakurgaon', 'ঠাকুরগাঁও', 'ठाकुरगाँव', 26.03, 88.46],
    ],
  ],
  [
    '60',
    'Sylhet',
    'সিলেট',
    'सिलहट',
    [
      ['36', 'Habiganj', 'হবিগঞ্জ', 'हबीगंज', 24.37, 91.42],
      ['58', 'Moulvibazar', 'মৌলভীবাজার', 'मौलवीबाज़ार', 24.48, 91.78],
      ['90', 'Sunamganj', 'সুনামগঞ্জ', 'सुनामगंज', 25.07, 91.4],
      ['91', 'Sylhet', 'সিলেট', 'सिलहट', 24.89, 91.87],
    ],
  ],
]

/** Names of districts that the upazila source spells differently. */
export const bdSpelling: Readonly<Record<string, string>> = {
  Barisal: 'Barishal',
  Comilla: 'Cumilla',
  Coxsbazar: "Cox's Bazar",
  Chapainawabganj: 'Chapai Nawabganj',
  Jhalakathi: 'Jhalokathi',
}

/** Upazilas set right: the source's slips of the pen, by its own English name and district. */
export const bdUpazilaFixes: Readonly<Record<string, { en?: string; bn?: string }>> = {
  'Bhola/Borhan Sddin': { en: 'Borhanuddin', bn: 'বোরহানউদ্দিন' },
  "Cox's Bazar/Coxsbazar Sadar": { en: "Cox's Bazar Sadar" },
  'Kurigram/Charrajibpur': { en: 'Char Rajibpur' },
  'Khulna/Paikgasa': { en: 'Paikgachha' },
  'Khulna/Fultola': { en: 'Phultala' },
  'Noakhali/Senbug': { en: 'Senbagh' },
  'Cumilla/Sadarsouth': { en: 'Cumilla Sadar Dakshin', bn: 'কুমিল্লা সদর দক্ষিণ' },
  'Cumilla/Comilla Sadar': { en: 'Cumilla Adarsha Sadar', bn: 'কুমিল্লা আদর্শ সদর' },
  'Barishal/Barisal Sadar': { en: 'Barishal Sadar' },
  'Bogura/Bogra Sadar': { en: 'Bogura Sadar' },
  'Bogura/Dupchanchia': { bn: 'দুপচাঁচিয়া' },
  'Jashore/Jessore Sadar': { en: 'Jashore Sadar' },
  'Manikganj/Gior': { en: 'Ghior' },
  'Bhola/Charfesson': { en: 'Char Fasson' },
  'Pabna/Atghoria': { en: 'Atgharia' },
  'Pabna/Ishurdi': { en: 'Ishwardi' },
  'Pabna/Sujanagar': { en: 'Sujanagar' },
  'Narayanganj/Narayanganj Sadar': { bn: 'নারায়ণগঞ্জ সদর' },
  'Satkhira/Kaliganj': { bn: 'কালীগঞ্জ' },
  'Panchagarh/Tetulia': { bn: 'তেঁতুলিয়া' },
  'Shariatpur/Shariatpur Sadar': { bn: 'শরীয়তপুর সদর' },
}

/** Upazilas made in 2021, which the source does not have yet [K]. */
export const bdNewUpazilas: readonly (readonly [district: string, en: string, bn: string])[] = [
  ["Cox's Bazar", 'Eidgaon', 'ঈদগাঁও'],
  ['Madaripur', 'Dasar', 'ডাসার'],
  ['Sunamganj', 'Madhyanagar', 'মধ্যনগর'],
]
