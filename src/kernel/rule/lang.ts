/** The three languages every printed rule knows: Bangla, Hindi, English (BCP 47 primary tags). */
export type Lang = 'bn' | 'hi' | 'en'
