// Where the function answers: its address, or '' when the function itself serves this page.
// A deployment replaces this file, and nothing else in this folder.
export const endpoint = '';
