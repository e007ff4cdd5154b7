// The portal's own script: the large-print switch. Nothing is stored.
const large = document.getElementById('large');
if (large) {
  large.addEventListener('click', () => {
    const on = document.documentElement.classList.toggle('large');
    large.setAttribute('aria-pressed', String(on));
  });
}
