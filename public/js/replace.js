// More than a few lines never go without a question.

import { isRating } from './rating.js';
import { listShown } from './results.js';
import { sentencesIn } from './rows.js';
import { button, counted, element, find } from './view.js';

const few = 5;
const [asked, box] = ['#asked', '#sentences'].map(find);

/** Does what replaces the rows, and where `isText` says so the text in the box. */
export function replacing(name, action, isText = false) {
  const close = () => asked.replaceChildren();
  const go = () => {
    close();
    action();
  };
  const { rows, table } = listShown();
  const rated = rows.filter(({ reading }) => reading).length;
  const lines = isText ? sentencesIn(box.value).length : 0;
  const isUnderWay = isRating() && !table.isTyped;
  if (!isUnderWay && Math.max(lines, table?.isTyped && !isText ? 0 : rated) <= few) {
    go();
    return;
  }
  asked.replaceChildren(
    element('p', isUnderWay ? `A list is being rated. Stop it, and open ${name}?`
      : `${name[0].toUpperCase()}${name.slice(1)} takes the place of ` +
        `${rated ? counted(rated, 'rated row') : counted(lines, 'line')}. Go on?`),
    element('div.actions',
      button(isUnderWay ? 'Stop and open' : 'Replace', go),
      button(isUnderWay ? 'Go on rating' : 'Keep', close)));
}

export const lookAtQuestion = () => asked.querySelector('button')?.focus();
