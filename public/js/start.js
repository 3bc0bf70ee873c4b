// Says so where the page doesn't start. This script needs none of the others.

const show = () => {
  const dead = document.querySelector('#dead');
  if (dead && !('started' in document.documentElement.dataset)) {
    dead.hidden = false;
  }
};

addEventListener('error', show, true);
setTimeout(show, 2_000);
