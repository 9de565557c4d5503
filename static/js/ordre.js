/* Drag a line by its handle, with a mouse or a finger; the arrows and the numbers do the same without it. */
(function () {
  "use strict";
  let ligne = null, liste = null, avant = "";

  function ids(dans) {
    return Array.from(dans.querySelectorAll("[data-ligne]"), function (l) { return l.dataset.ligne; }).join(",");
  }
  document.addEventListener("pointerdown", function (evenement) {
    const poignee = evenement.target.closest("[data-poignee]");
    if (!poignee || evenement.button !== 0) { return; }
    ligne = poignee.closest("[data-ligne]");
    liste = ligne.closest("[data-ordonner]");
    if (!liste) { ligne = null; return; }
    evenement.preventDefault();
    avant = ids(liste);
    poignee.setPointerCapture(evenement.pointerId);
    ligne.classList.add("glissee");
  });
  document.addEventListener("pointermove", function (evenement) {
    if (!ligne) { return; }
    const voisines = Array.from(liste.querySelectorAll("[data-ligne]")).filter(function (l) { return l !== ligne; });
    const suivante = voisines.find(function (l) {
      const cadre = l.getBoundingClientRect();
      return evenement.clientY < cadre.top + cadre.height / 2;
    });
    liste.insertBefore(ligne, suivante || null);
  });
  function lacher(enregistrer) {
    if (!ligne) { return; }
    ligne.classList.remove("glissee");
    const formulaire = document.getElementById(liste.dataset.ordonner);
    const apres = ids(liste);
    ligne = null;
    if (!enregistrer || apres === avant) { return; }
    formulaire.elements.ordre.value = apres;
    formulaire.requestSubmit();
  }
  document.addEventListener("pointerup", function () { lacher(true); });
  document.addEventListener("pointercancel", function () { lacher(false); });
})();
