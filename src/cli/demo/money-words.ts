import type { Name } from '#kernel/field/name.ts'

/** An invented bill: how many school days into the month it is made, for what, from whom, how many rupees or taka. */
export type DemoBill = {
  day: number
  head: string
  payee: string
  what: string
  amount: number
  instrument: 'ppa' | 'cheque' | 'cash'
  resolution?: string
}

export type DemoAgenda = { subject: string; talk: string; decision: string; owner: string }

/** What a land's demonstration of money and meetings says, in its own language. */
export type MoneyWords = {
  grants: readonly { kind: 'limit' | 'grant'; head: string; amount: number; order: string; source: string }[]
  bills: readonly DemoBill[]
  bank: string
  kinds: readonly string[]
  agenda: readonly DemoAgenda[]
  presided: (chair: Name) => string
  place: string
  talk: readonly DemoAgenda[]
}

const bn: MoneyWords = {
  grants: [
    { kind: 'grant', head: 'slip', amount: 25_000, order: '৩৮.০১.০০০০.৪৪', source: 'উপজেলা শিক্ষা অফিস' },
    { kind: 'grant', head: 'contingency', amount: 3_000, order: '৩৮.০১.০০০০.৪৫', source: 'উপজেলা শিক্ষা অফিস' },
  ],
  bills: [
    {
      day: 3,
      head: 'slip',
      payee: 'নমুনা লাইব্রেরি',
      what: 'চক, ডাস্টার ও রেজিস্টার',
      amount: 1_850,
      instrument: 'cheque',
    },
    {
      day: 6,
      head: 'slip',
      payee: 'নমুনা হার্ডওয়্যার',
      what: 'নলকূপ মেরামত',
      amount: 12_500,
      instrument: 'cheque',
      resolution: '1',
    },
    { day: 9, head: 'contingency', payee: 'নমুনা বিদ্যুৎ বিপণি', what: 'বাতি ও তার', amount: 940, instrument: 'cheque' },
    { day: 12, head: 'slip', payee: 'নমুনা ফার্নিচার', what: 'বেঞ্চ মেরামত', amount: 4_200, instrument: 'cheque' },
  ],
  bank: 'সোনালী ব্যাংক, নমুনা শাখা',
  kinds: [
    'parent',
    'parent',
    'parent',
    'parent',
    'learned',
    'donor',
    'teacher',
    'local-body',
    'learned',
    'parent',
    'head',
  ],
  agenda: [
    {
      subject: 'নলকূপ মেরামত',
      talk: 'এক মাস ধরে নলকূপ অকেজো।',
      decision: 'স্লিপ থেকে নলকূপ মেরামত করা হবে।',
      owner: 'প্রধান শিক্ষক',
    },
    {
      subject: 'উপস্থিতি',
      talk: 'ধান কাটার সময় উপস্থিতি কমে।',
      decision: 'সদস্যগণ বাড়ি বাড়ি গিয়ে অভিভাবকের সঙ্গে কথা বলবেন।',
      owner: 'অভিভাবক সদস্যগণ',
    },
  ],
  presided: (chair) => chair.bn ?? chair.en ?? '',
  place: 'প্রধান শিক্ষকের কক্ষ',
  talk: [
    {
      subject: 'পূর্ববর্তী সভার সিদ্ধান্তের অগ্রগতি',
      talk: 'নলকূপের কাজ শেষ হয়েছে।',
      decision: 'কার্যবিবরণী দৃঢ়ীকরণ করা হলো।',
      owner: 'সদস্য সচিব',
    },
    {
      subject: 'বার্ষিক ক্রীড়া',
      talk: 'তারিখ ও খরচ আলোচনা হলো।',
      decision: 'আগামী মাসে ক্রীড়া প্রতিযোগিতা হবে।',
      owner: 'ক্রীড়া শিক্ষক',
    },
  ],
}

const hi: MoneyWords = {
  grants: [
    { kind: 'limit', head: 'composite', amount: 12_500, order: 'स०शि०/कम्पोजिट/214', source: 'जिला परियोजना कार्यालय' },
    { kind: 'limit', head: 'sports', amount: 5_000, order: 'स०शि०/खेल/88', source: 'जिला परियोजना कार्यालय' },
  ],
  bills: [
    { day: 3, head: 'composite', payee: 'नमूना स्टेशनर्स', what: 'चॉक, डस्टर व पंजिकाएँ', amount: 1_640, instrument: 'ppa' },
    {
      day: 6,
      head: 'composite',
      payee: 'नमूना हार्डवेयर',
      what: 'हैंडपम्प मरम्मत',
      amount: 5_800,
      instrument: 'ppa',
      resolution: '1',
    },
    { day: 9, head: 'sports', payee: 'नमूना स्पोर्ट्स', what: 'फ़ुटबॉल, रस्सियाँ, बैडमिंटन', amount: 2_150, instrument: 'ppa' },
    {
      day: 12,
      head: 'composite',
      payee: 'नमूना किराना',
      what: 'साबुन, झाड़ू, फिनाइल (स्वच्छता)',
      amount: 1_280,
      instrument: 'ppa',
    },
  ],
  bank: '',
  kinds: [...Array.from({ length: 11 }, () => 'parent'), 'local-body', 'anm', 'lekhpal', 'head'],
  agenda: [
    {
      subject: 'हैंडपम्प मरम्मत',
      talk: 'हैंडपम्प एक माह से ख़राब है।',
      decision: 'कम्पोजिट ग्रांट से हैंडपम्प ठीक कराया जाएगा।',
      owner: 'प्रधानाध्यापक',
    },
    {
      subject: 'उपस्थिति',
      talk: 'कटाई के समय उपस्थिति घटती है।',
      decision: 'सदस्य घर-घर जाकर अभिभावकों से बात करेंगे।',
      owner: 'अभिभावक सदस्य',
    },
  ],
  presided: (chair) => chair.hi ?? chair.en ?? '',
  place: 'विद्यालय प्रांगण',
  talk: [
    { subject: 'पिछली बैठक की पुष्टि', talk: 'हैंडपम्प ठीक हो गया।', decision: 'कार्यवृत्त की पुष्टि की गयी।', owner: 'सचिव' },
    {
      subject: 'वार्षिक खेल',
      talk: 'तिथि व व्यय पर चर्चा हुई।',
      decision: 'अगले माह खेल प्रतियोगिता होगी।',
      owner: 'खेल शिक्षक',
    },
  ],
}

export const moneyWords: Readonly<Record<string, MoneyWords>> = { 'bd-primary': bn, 'up-basic': hi }
