/** Words too common to tell passages apart. The large list gives the better rankings and is the default. */

function words(...lists: readonly string[]): ReadonlySet<string> {
  return new Set(lists.flatMap((list) => list.split(' ')))
}

/** The 33 words that Lucene's English analyser drops. */
export const smallStopWords = words(
  'a an and are as at be but by for if in into is it no not of on or such',
  'that the their then there these they this to was will with',
)

/** About 130 function words and their contractions. Adverbs and verbs with content of their own stay in. */
export const largeStopWords = words(
  'a an the this that these those such same other own each few more most some any all both no nor not only',
  'i me my myself we our ours ourselves you your yours yourself yourselves he him his himself she her hers',
  'herself it its itself they them their theirs themselves',
  'what which who whom when where why how while',
  'am is are was were be been being have has had having do does did doing can could cannot will would should ought',
  'let and but if or because as until of at by for with about against between into through during before after',
  'above below to from up down in out on off over under again further once here there then than so too very',
  "aren't isn't wasn't weren't haven't hasn't hadn't don't doesn't didn't can't cannot couldn't won't wouldn't",
  "shouldn't mustn't needn't shan't ain't i'm i've i'll i'd you're you've you'll you'd he's he'll he'd she's",
  "she'll she'd it's it'll it'd we're we've we'll we'd they're they've they'll they'd that's that'll there's",
  "here's what's who's where's when's why's how's let's",
)
