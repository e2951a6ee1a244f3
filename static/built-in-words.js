// Streamlit's own words are English: on a French page, put ours in their place.
// Only exact matches, and never inside what the application or its users wrote.
(() => {
  "use strict";
  if (document.documentElement.lang !== "fr") return;

  const WORDS = {
    "Skip to main content": "Aller au contenu",
    "Sidebar": "Menu",
    "Collapse sidebar": "Replier le menu",
    "Expand sidebar": "Déplier le menu",
    "App pages": "Pages",
    "Main menu": "Réglages de la page",
    "Link to heading": "Lien vers ce titre",
    "Open": "Ouvrir",
    "Close": "Fermer",
    "Clear": "Effacer",
    "Clear value": "Effacer",
    "Clear all": "Tout effacer",
    "Select all": "Tout choisir",
    "Search": "Chercher",
    "No results": "Aucun résultat",
    "Choose an option": "Choisir",
    "Choose options": "Choisir",
    "Add options": "Ajouter",
    "Choose date": "Choisir une date",
    "Choose date range": "Choisir une période",
    "Clear date": "Effacer la date",
    "Clear dates": "Effacer les dates",
    "Clear entry": "Effacer",
    "Calendar": "Calendrier",
    "dd": "jj",
    "yyyy": "aaaa",
    "Empty": "Vide",
    "Previous month": "Mois précédent",
    "Next month": "Mois suivant",
    "Selected values": "Choix faits",
    "Choose date and time": "Choisir une date et une heure",
    "Show password": "Afficher le mot de passe",
    "Hide password": "Cacher le mot de passe",
    "Increment": "Augmenter",
    "Decrement": "Diminuer",
    "Upload": "Choisir un fichier",
    "file upload": "dépôt de fichier",
    "Add files": "Ajouter des fichiers",
    "Drag and drop a file here": "Déposer un fichier ici",
    "Drag and drop files here": "Déposer des fichiers ici",
    "Copy to clipboard": "Copier",
    "Copied": "Copié",
    "progress": "avancement",
    "Notifications": "Messages",
    "Show/hide columns": "Choisir les colonnes",
    "Download as CSV": "Télécharger en CSV",
    "Download as PNG": "Télécharger en image",
    "Copy Vega-Lite spec": "Copier la définition du graphique",
    "Show data": "Voir les données",
    "Show chart": "Voir le graphique",
    "Fullscreen": "Plein écran",
    "Close fullscreen": "Quitter le plein écran",
    "Toggle fullscreen": "Plein écran",
    "Dataframe column menu": "Menu de la colonne",
    "Copy column name": "Copier le nom de la colonne",
    "Close Search": "Fermer la recherche",
    "Previous Result": "Résultat précédent",
    "Next Result": "Résultat suivant",
    "Add row": "Ajouter une ligne",
    "Delete row(s)": "Supprimer les lignes",
    "Clear selection": "Effacer le choix",
    "Sort ascending": "Trier du plus petit au plus grand",
    "Sort descending": "Trier du plus grand au plus petit",
    "Autosize": "Ajuster la largeur",
    "Pin column": "Fixer la colonne",
    "Unpin column": "Libérer la colonne",
    "Hide column": "Masquer la colonne",
    "Format": "Format",
    "Navigate to home page": "Aller à l’accueil",
    "Scroll tabs left": "Onglets précédents",
    "Scroll tabs right": "Onglets suivants",
    "Pagination": "Pages de la liste",
    "Page not found": "Page introuvable",
    "The page that you have requested does not seem to exist. Running the app's main page.":
      "Cette page n’existe pas, ou ne fait pas partie de votre rôle.",
    "Previous page": "Page précédente",
    "Next page": "Page suivante",
    "Connecting": "Connexion…",
    "Connection error": "Connexion perdue",
    "Running...": "Un instant…",
    "Stop": "Arrêter",
    "Rerun": "Recharger",
    "Print": "Imprimer",
    "Settings": "Réglages",
    "Theme": "Thème",
    "System": "Celui de l’ordinateur",
    "Light": "Clair",
    "Dark": "Sombre",
    "About": "À propos",
  };

  const key = (name) => name.replace("+", " + ").replace("Enter", "Entrée");

  const PATTERNS = [
    [/^This app has encountered an error\./, () =>
      "Cette page n’a pas pu s’afficher. Ce qui était enregistré l’est toujours. Rechargez-la ; si cela revient, prévenez la personne qui administre Passerelle : le détail est dans le journal."],
    [/^([\d.]+) ?MB per file$/, (m) => `${m[1].replace(".", ",")} Mo par fichier`],
    [/^Press (Enter|⌘\+Enter|Ctrl\+Enter) to apply$/, (m) => `${key(m[1])} pour valider`],
    [/^Press (Enter|⌘\+Enter|Ctrl\+Enter) to submit form$/, (m) => `${key(m[1])} pour envoyer`],
    [/^Cancel upload of (.+)$/, (m) => `Annuler l’envoi de ${m[1]}`],
    [/^day, (.*)$/, (m) => `jour, ${m[1]}`],
    [/^month, (.*)$/, (m) => `mois, ${m[1]}`],
    [/^year, (.*)$/, (m) => `année, ${m[1]}`],
    [/^hour, (.*)$/, (m) => `heure, ${m[1]}`],
    [/^minute, (.*)$/, (m) => `minute, ${m[1]}`],
    [/^Remove (.+)$/, (m) => `Retirer ${m[1]}`],
    [/^([^:]+): (.+)$/, (m) => WORDS[m[1]] && `${WORDS[m[1]]} : ${m[2]}`],
  ];

  const ATTRIBUTES = ["aria-label", "aria-valuetext", "placeholder", "title"];
  const WRITTEN_BY_PEOPLE = [
    "stMarkdownContainer", "stHeading", "stText", "stTable", "stCode", "stJson", "stHtml",
  ].map((name) => `[data-testid="${name}"]`).join(",") + ",option,textarea,input,script,style,canvas";
  // Their labels are ours, already in French: one may well be "Open" or "Search" in another sense.
  const LABELLED_BY_US = '[data-testid="stWidgetLabel"],[data-testid="stDataFrame"] td';

  // The button that asks for a file is Streamlit's, although it is drawn as our texts are.
  const BUILT_IN = '[data-testid="stFileUploaderDropzone"] button,[data-testid="stException"]';

  const french = (text) => {
    const words = text.trim();
    if (!words) return undefined;
    if (Object.hasOwn(WORDS, words)) return WORDS[words];
    for (const [pattern, say] of PATTERNS) {
      const match = words.match(pattern);
      if (match) return say(match) || undefined;
    }
    return undefined;
  };

  const translate = (node) => {
    if (node.nodeType === Node.TEXT_NODE) {
      const at = node.parentElement;
      if (!at || (!at.closest(BUILT_IN) && at.closest(`${WRITTEN_BY_PEOPLE},${LABELLED_BY_US}`))) return;
      const words = french(node.nodeValue);
      if (words && words !== node.nodeValue) node.nodeValue = words;
    } else if (node.nodeType === Node.ELEMENT_NODE) {
      for (const name of ATTRIBUTES) {
        const value = node.getAttribute(name);
        const words = value && french(value);
        if (words && words !== value) node.setAttribute(name, words);
      }
    }
  };

  const translateAll = (root) => {
    translate(root);
    if (root.nodeType !== Node.ELEMENT_NODE) return;
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) translate(walker.currentNode);
  };

  new MutationObserver((changes) => {
    for (const change of changes) {
      if (change.type === "childList") change.addedNodes.forEach(translateAll);
      else translate(change.target);
    }
  }).observe(document.documentElement, {
    subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ATTRIBUTES,
  });
  translateAll(document.documentElement);
})();
