// Where its source is, if the page shall link to it.
export const source = '';
// Where the function answers, or '' when it serves the page. A deployment writes that.
export const endpoint = '';
