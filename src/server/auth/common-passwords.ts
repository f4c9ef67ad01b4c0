/** Passwords of ten characters and more that lists of stolen ones begin with, and what people here would choose. */
export const commonPasswords: ReadonlySet<string> = new Set(
  `1234567890 0123456789 0987654321 9876543210 1234567891 12345678910 123456789a a123456789 1q2w3e4r5t q1w2e3r4t5
1qaz2wsx3edc 1234554321 1122334455 1212121212 1231231234 123456123456 987654321a qwertyuiop qwertyuiop123 qwerty1234
qwerty12345 qwerty123456 asdfghjkl123 asdfghjklqwerty zxcvbnm123 zxcvbnmasd abcdefghij abcdefgh12 abcdef1234 abc1234567
abcd123456 abcde12345 password12 password123 password1234 password12345 passw0rd12 passw0rd123 mypassword password2024
password2025 password2026 password2027 administrator admin12345 admin123456 admin@1234 administrator1 welcome123
welcome1234 iloveyou12 iloveyou123 letmein123 letmein1234 changeme12 changeme123 princess12 sunshine12 football12
football123 computer12 computer123 superman12 superman123 liverpool1 basketball baseball12 michael123 trustno123
bangladesh bangladesh1 bangladesh12 bangladesh123 bangladesh71 bangladesh1971 amarsonarbangla sonarbangla joybangla71
dhaka12345 dhaka123456 allahuakbar bismillah1 bismillah12 bismillah123 bismillah786 bismillah7861 mohammad12
mohammad123 muhammad123 india12345 india123456 india@1234 jaishreeram jaishriram jaihind123 jaihind1234 bharatmata
harharmahadev radhakrishna hanuman123 krishna123 krishna1234 ganesh1234 saibaba123 lucknow123 lucknow1234
uttarpradesh uttarpradesh1 school1234 school12345 teacher123 teacher1234 teacher12345 headmaster headmaster1
headteacher headteacher1 primary123 primary1234 primaryschool shikkhok123 shikshak123 shikshak1234 khata12345
khata123456 office12345 officer123 officer1234 student123 student1234 upazila123 education1 education12 education123`.split(
    /\s+/,
  ),
)
