/* Small comforts over pages that work without JavaScript. Nothing here is needed to read or to save. */
(function () {
  "use strict";
  const corps = document.body;
  document.documentElement.classList.add("js");

  /* Say something to screen readers, in a region that is never replaced. */
  function annoncer(texte) {
    const place = document.getElementById("annonces");
    place.textContent = "";
    window.setTimeout(function () { place.textContent = texte; }, 50);
  }

  /* One press, one record: the second submit of the same form is refused until the answer is there. */
  function occuper(formulaire, oui) {
    if (oui) { formulaire.dataset.envoi = "en-cours"; } else { delete formulaire.dataset.envoi; }
    formulaire.querySelectorAll("button[type=submit]").forEach(function (bouton) {
      bouton.disabled = oui;
      if (oui) { bouton.setAttribute("aria-busy", "true"); } else { bouton.removeAttribute("aria-busy"); }
    });
  }
  function liberer() {
    document.querySelectorAll("form[data-envoi]").forEach(function (formulaire) { occuper(formulaire, false); });
  }
  document.addEventListener("submit", function (evenement) {
    const formulaire = evenement.target;
    if (formulaire.method !== "post") { return; }
    if (formulaire.dataset.envoi) { evenement.preventDefault(); evenement.stopImmediatePropagation(); return; }
    formulaire.dataset.envoi = "en-cours";
    // After this turn, so that the name and value of the button that was pressed are sent.
    window.setTimeout(function () { occuper(formulaire, true); }, 0);
    // A download leaves the page in place: nothing else would give the button back.
    if (formulaire.hasAttribute("data-telechargement")) { window.setTimeout(function () { occuper(formulaire, false); }, 3000); }
  }, true);
  window.addEventListener("pageshow", liberer);
  corps.addEventListener("htmx:afterRequest", liberer);

  /* After an answer: go to what is to be corrected, or say the new count. */
  function montrer_les_erreurs(dans) {
    const resume = dans.querySelector(".resume-erreurs, .conflit");
    if (!resume) { return false; }
    resume.focus();
    if (!document.title.startsWith("Erreur")) { document.title = "Erreur\u00a0: " + document.title; }
    return true;
  }
  corps.addEventListener("htmx:afterSettle", function (evenement) {
    const arrive = evenement.detail.elt;
    if (!arrive || !arrive.isConnected) { return; }
    preparer(arrive);
    if (montrer_les_erreurs(arrive)) { return; }
    document.title = document.title.replace(/^Erreur\u00a0: /, "");
    const annonce = arrive.matches("[data-annonce]") ? arrive : arrive.querySelector("[data-annonce]");
    if (annonce) { annoncer(annonce.textContent.trim()); }
    if (arrive.id === "contenu") { arrive.focus(); }
  });
  function reseau_absent() {
    document.getElementById("avis").append(document.getElementById("message-reseau").content.cloneNode(true));
  }
  corps.addEventListener("htmx:sendError", reseau_absent);
  corps.addEventListener("htmx:timeout", reseau_absent);

  /* Error links put the cursor in the field, not only in sight. */
  document.addEventListener("click", function (evenement) {
    const cible = evenement.target.closest("a[href^='#'], [data-fermer], [data-jours], [data-prolonger]");
    if (!cible) { return; }
    if (cible.matches("[data-fermer]")) { cible.closest(".message").remove(); return; }
    if (cible.matches("[data-prolonger]")) { prolonger(); return; }
    if (cible.matches("[data-jours]")) { remplir_la_date(cible); return; }
    const champ = document.getElementById(cible.hash.slice(1));
    if (champ && champ.matches("input, select, textarea")) { evenement.preventDefault(); champ.focus(); champ.scrollIntoView({ block: "center" }); }
  });

  function remplir_la_date(bouton) {
    const jour = new Date();
    jour.setDate(jour.getDate() + Number(bouton.dataset.jours));
    const champ = document.getElementById(bouton.dataset.cible);
    const deux = function (n) { return String(n).padStart(2, "0"); };
    champ.value = deux(jour.getDate()) + "/" + deux(jour.getMonth() + 1) + "/" + jour.getFullYear();
    champ.dispatchEvent(new Event("change", { bubbles: true }));
    champ.focus();
  }

  /* Long texts: what is left, in words, without cutting what is typed or pasted. */
  function compter(zone) {
    const place = document.querySelector("[data-compteur='" + zone.id + "']");
    if (!place) { return; }
    const reste = Number(zone.dataset.maximum) - zone.value.length;
    const nombre = Math.abs(reste).toLocaleString("fr-FR");
    const mot = Math.abs(reste) > 1 ? " caractères" : " caractère";
    place.textContent = reste >= 0 ? "Il reste " + nombre + mot : nombre + mot + " de trop";
    place.classList.toggle("depasse", reste < 0);
  }
  document.addEventListener("input", function (evenement) {
    if (evenement.target.matches("textarea[data-maximum]")) { compter(evenement.target); }
  });
  function preparer(dans) { dans.querySelectorAll("textarea[data-maximum]").forEach(compter); }

  /* Keyboard: "/" goes to the search box, any data-raccourci letter to its control, Ctrl+Enter saves. Single keys can be
     turned off in the account (WCAG 2.1.4). */
  document.addEventListener("keydown", function (evenement) {
    const dans_un_champ = evenement.target.closest("input, textarea, select, [contenteditable]");
    if (evenement.key === "Enter" && (evenement.ctrlKey || evenement.metaKey)) {
      const formulaire = evenement.target.closest("form");
      if (formulaire) { evenement.preventDefault(); formulaire.requestSubmit(); }
      return;
    }
    if (evenement.key === "Escape") { document.querySelectorAll("details.plus[open]").forEach(function (menu) { menu.open = false; }); }
    if (corps.dataset.raccourcis !== "oui" || dans_un_champ || evenement.ctrlKey || evenement.altKey || evenement.metaKey) { return; }
    if (!/^[a-z/?]$/.test(evenement.key)) { return; }
    const cible = document.querySelector("[data-raccourci='" + evenement.key + "']");
    if (!cible) { return; }
    evenement.preventDefault();
    if (cible.matches("a, button")) { cible.click(); } else { cible.focus(); cible.select(); }
  });

  /* The end of the session, said two minutes before. Every answer of the server starts the count again. */
  const duree = Number(corps.dataset.sessionSecondes || 0);
  let minuterie = 0;
  function armer() {
    if (!duree) { return; }
    document.getElementById("session-fin").hidden = true;
    window.clearTimeout(minuterie);
    minuterie = window.setTimeout(function () { document.getElementById("session-fin").hidden = false; }, Math.max(duree - 120, 0) * 1000);
  }
  function prolonger() {
    window.fetch(corps.dataset.sessionUrl, { credentials: "same-origin", redirect: "manual" }).then(function (reponse) {
      if (reponse.ok) { armer(); annoncer("Votre session est prolongée."); return; }
      // Never reload here: it would throw away what is being typed.
      document.getElementById("session-fin-texte").textContent = "Votre session est fermée. Copiez votre texte, puis reconnectez-vous.";
    }).catch(reseau_absent);
  }
  corps.addEventListener("htmx:afterOnLoad", armer);

  /* The name stays in sight when the head of a record is scrolled away. */
  document.querySelectorAll(".fiche-tete + .rappel").forEach(function (rappel) {
    new IntersectionObserver(function (vues) { rappel.hidden = vues[0].isIntersecting || vues[0].boundingClientRect.top > 0; })
      .observe(rappel.previousElementSibling);
  });

  /* Autosaved fields listen only once htmx has read the page: what was typed on a slow telephone before is saved then. */
  function modifie(champ) {
    if (champ.matches("[type=checkbox], [type=radio]")) { return champ.checked !== champ.defaultChecked; }
    if (champ.matches("input, textarea")) { return champ.type !== "hidden" && champ.value !== champ.defaultValue; }
    // A list without a declared choice shows its first line.
    const lignes = Array.from(champ.options || []);
    return lignes.some(function (ligne) { return ligne.defaultSelected; }) ? lignes.some(function (l) { return l.selected !== l.defaultSelected; }) : champ.selectedIndex > 0;
  }
  function rattraper() {
    document.querySelectorAll("[hx-post][hx-trigger*=change]").forEach(function (qui) {
      const champ = qui.matches("form") ? Array.from(qui.elements).find(modifie) : (modifie(qui) && qui);
      if (champ) { champ.dispatchEvent(new Event("change", { bubbles: true })); }
    });
    document.documentElement.classList.add("pret");
  }
  corps.addEventListener("htmx:load", function (evenement) { if (evenement.target === corps) { rattraper(); } });

  armer();
  preparer(document);
  montrer_les_erreurs(document);
})();
