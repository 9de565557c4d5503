/* The meeting, on pages that work without this: a field that could not be saved is kept, said, and sent again.
   Nothing typed is written in the browser's storage: it stays in the page, which asks before it is left. */
(function () {
  "use strict";
  const FOIS = [2000, 4000, 8000, 15000];
  const partis = new Map();     /* field -> values this page has sent: the answer may have been lost on the way */
  const echecs = new Map();     /* field -> tries without an answer */
  let destination = "";

  function est_une_note(champ) { return champ && champ.name && champ.form && champ.form.hasAttribute("data-seance"); }
  function en_attente() { return Array.from(document.querySelectorAll("[data-seance] [data-attente]")); }
  function place(champ) { return document.getElementById("etat-" + champ.name); }
  function dire(champ, genre, texte) {
    const ou = place(champ).querySelector(".dit");
    ou.className = "dit " + genre;
    ou.dataset.etat = genre;
    ou.textContent = texte;
  }
  function renvoyer(champ) { window.htmx.trigger(champ, "reessayer"); }

  document.addEventListener("input", function (evenement) {
    if (est_une_note(evenement.target)) { evenement.target.dataset.attente = "oui"; }
  });
  document.addEventListener("htmx:beforeRequest", function (evenement) {
    const champ = evenement.target;
    if (!est_une_note(champ) || champ.type === "submit") { return; }
    champ.dataset.attente = "oui";
    champ.dataset.envoye = champ.value;
    partis.set(champ.name, (partis.get(champ.name) || new Set()).add(champ.value));
    if (!echecs.has(champ.name)) { dire(champ, "attente", "Enregistrement…"); }
  });

  /* Anything but an answer about the field: keep the text, say so, try again. */
  document.addEventListener("htmx:beforeOnLoad", function (evenement) {
    const champ = evenement.target;
    if (!est_une_note(champ) || champ.type === "submit") { return; }
    const statut = evenement.detail.xhr.status;
    if ([200, 409, 422].includes(statut)) { return; }
    evenement.preventDefault();
    echouer(champ, statut);
  });
  ["htmx:sendError", "htmx:timeout"].forEach(function (nom) {
    document.addEventListener(nom, function (evenement) {
      if (!est_une_note(evenement.target) || evenement.target.type === "submit") { return; }
      evenement.stopPropagation();
      echouer(evenement.target, 0);
    }, true);
  });
  function echouer(champ, statut) {
    const essais = (echecs.get(champ.name) || 0) + 1;
    echecs.set(champ.name, essais);
    const ferme = [400, 401, 403].includes(statut);
    dire(champ, "attente echec", ferme
      ? "Non enregistré\u00a0: votre session est fermée. Reconnectez-vous dans un autre onglet, l’enregistrement reprendra ici."
      : "Non enregistré, on réessaie…");
    window.setTimeout(function () {
      if (!champ.isConnected || !champ.dataset.attente) { return; }
      if (ferme) { reprendre_la_session().then(function () { renvoyer(champ); }); } else { renvoyer(champ); }
    }, FOIS[Math.min(essais, FOIS.length) - 1]);
  }
  window.addEventListener("online", function () { en_attente().forEach(renvoyer); });

  /* After signing in again elsewhere, the forms of this page need the new token. */
  function reprendre_la_session() {
    return window.fetch(window.location.href, { credentials: "same-origin" }).then(function (reponse) { return reponse.text(); })
      .then(function (html) {
        const page = new DOMParser().parseFromString(html, "text/html");
        const jeton = page.querySelector("#note [name=csrf_token]");
        if (!jeton) { return; }
        document.querySelectorAll("[name=csrf_token]").forEach(function (champ) { champ.value = jeton.value; });
      }).catch(function () { return null; });
  }

  document.addEventListener("htmx:afterOnLoad", function (evenement) {
    const champ = evenement.target;
    if (!est_une_note(champ) || champ.type === "submit") { return; }
    echecs.delete(champ.name);
    const etat = place(champ).querySelector(".dit");
    const genre = etat.dataset.etat;
    if (genre === "conflit" && (partis.get(champ.name) || new Set()).has(etat.dataset.valeur)) {
      accepter(champ, etat);  /* what is saved came from this page: its answer was lost */
      return;
    }
    champ.setAttribute("aria-invalid", genre === "enregistre" ? "false" : "true");
    if (genre === "enregistre" && champ.value === champ.dataset.envoye) {
      delete champ.dataset.attente;
      partis.delete(champ.name);
    }
    if (genre !== "enregistre") { destination = ""; champ.focus(); }
    if (destination && !en_attente().length) { window.location.assign(destination); }
  });
  function accepter(champ, etat) {
    champ.dataset.contre = etat.dataset.actuelle;
    renvoyer(champ);
  }
  /* Before two versions nothing is sent until one is chosen: the choice is what the next sending is compared with. */
  document.addEventListener("htmx:configRequest", function (evenement) {
    const champ = evenement.target;
    if (!est_une_note(champ) || champ.type === "submit") { return; }
    if (!champ.dataset.contre) {
      if (place(champ).querySelector(".dit").dataset.etat === "conflit") { evenement.preventDefault(); }
      return;
    }
    evenement.detail.parameters["avant_" + champ.name] = champ.dataset.contre;
    delete champ.dataset.contre;
  });
  document.addEventListener("click", function (evenement) {
    const garder = evenement.target.closest("[data-garder]");
    const prendre = evenement.target.closest("[data-prendre]");
    if (!garder && !prendre) { return; }
    const nom = garder ? garder.dataset.garder : prendre.dataset.prendre;
    const champ = document.querySelector("[data-seance] [name='" + nom + "']");
    const etat = place(champ).querySelector(".dit");
    if (prendre) { champ.value = etat.dataset.valeur; }
    accepter(champ, etat);
    champ.focus();
  });

  /* Leaving the page waits for what is being saved; asking twice leaves, after the browser's own warning. */
  document.addEventListener("click", function (evenement) {
    const lien = evenement.target.closest("a[href]");
    if (!lien || lien.target || lien.hash && lien.pathname === window.location.pathname || evenement.ctrlKey || evenement.metaKey) { return; }
    if (!en_attente().length || destination === lien.href) { return; }
    evenement.preventDefault();
    destination = lien.href;
    en_attente().forEach(renvoyer);
  });
  window.addEventListener("beforeunload", function (evenement) {
    if (en_attente().length) { evenement.preventDefault(); }
  });

  /* Enter saves the field it is typed in, and never concludes; arrows go from situation to situation. */
  document.addEventListener("keydown", function (evenement) {
    const champ = evenement.target;
    if (evenement.key === "Enter" && est_une_note(champ) && champ.type !== "submit") {
      if (champ.tagName === "TEXTAREA" && !evenement.ctrlKey && !evenement.metaKey) { return; }
      evenement.preventDefault();
      evenement.stopImmediatePropagation();
      renvoyer(champ);
      return;
    }
    const sens = { ArrowLeft: "gauche", ArrowRight: "droite" }[evenement.key];
    if (!sens || document.body.dataset.raccourcis !== "oui" || evenement.ctrlKey || evenement.altKey || evenement.metaKey || evenement.shiftKey) { return; }
    if (champ.closest("input, textarea, select, [contenteditable]")) { return; }
    const lien = document.querySelector("[data-fleche='" + sens + "']");
    if (lien) { evenement.preventDefault(); lien.click(); }
  }, true);
})();
