// What the official rules engine says of each case read from the standard input, as JSON.
import Engine from 'publicodes'
import rules from 'modele-social'

const quiet = { log() {}, warn() {}, error() {} }
const engine = new Engine(rules, { logger: quiet })
const owner = 'dirigeant . auto-entrepreneur'
const dues = `${owner} . cotisations et contributions`

// activity: [nature, goods or services]
const kinds = {
  sale_trade: ['commerciale', 'vente'],
  sale_craft: ['artisanale', 'vente'],
  service_trade: ['commerciale', 'service'],
  service_craft: ['artisanale', 'service'],
  liberal: ['libérale', null],
  liberal_cipav: ['libérale', null],
}

const yearly = (rule) => engine.evaluate({ valeur: rule, unité: '€/an' }).nodeValue ?? 0

function said({ activity, turnover, on, created, acre }) {
  const [nature, goods] = kinds[activity]
  const situation = {
    [owner]: 'oui',
    'entreprise . catégorie juridique': "'EI'",
    'entreprise . catégorie juridique . EI . auto-entrepreneur': 'oui',
    [`${owner} . chiffre d'affaires`]: `${turnover} €/an`,
    [`${owner} . impôt . versement libératoire`]: 'oui',
    'entreprise . activité . nature': `'${nature}'`,
    'entreprise . date de création': created,
    'dirigeant . exonérations . ACRE': acre ? 'oui' : 'non',
    date: on,
  }
  if (goods) situation['entreprise . activités . service ou vente'] = `'${goods}'`
  if (activity === 'liberal_cipav') situation['entreprise . activité . nature . libérale . réglementée'] = 'oui'
  engine.setSituation(situation)
  return {
    social: yearly(`${dues} . cotisations`),
    training_levy: yearly(`${dues} . CFP`),
    chamber_levy: yearly(`${dues} . TFC`),
    income_tax: yearly(`${owner} . impôt . versement libératoire . montant`),
    taxable_income: yearly('entreprise . imposition . régime . micro-entreprise . revenu abattu'),
  }
}

let text = ''
for await (const piece of process.stdin) text += piece
console.log(JSON.stringify(JSON.parse(text).map(said)))
