import { randomInt } from 'node:crypto'

const WORDS = `
  acorn amber anchor antler apple april apron arbor arrow aspen atlas autumn badge bagel baker bamboo barley
  barrel basil basket beacon beaver beetle bench birch biscuit blanket blossom bonnet bottle boulder bramble
  breeze brick bridge bronze brook bucket buckle butter button cabin cactus camel candle canoe canvas canyon
  carbon cargo carpet carrot castle cedar cellar cement chalk cherry chimney cider cinder circle citrus clover
  cobalt coffee copper coral corner cotton cradle crater cricket crystal cypress daisy dancer delta desert diamond
  dollar donkey dragonfly drummer eagle easel ember emerald engine fabric falcon farmer feather fennel ferry
  fiddle finch flannel flint flower fossil fountain foxglove galaxy garden garlic garnet geyser ginger glacier
  glove gravel guitar hammer hamlet harbor harvest hazel heather helmet heron hickory hollow honey iceberg igloo
  indigo insect island ivory jacket jasmine jersey jigsaw juniper kayak kernel kettle kitten ladder lagoon lantern
  laurel lemon lentil lettuce lily linen lizard lobster locket lumber magnet mango maple marble marigold market
  marsh meadow melon meteor mirror mitten mosaic mountain mulberry mustard napkin needle nickel noodle nutmeg
  oasis ocean olive onion opal orchard otter oyster paddle palace panther paper parsley pasture peanut pebble
  pelican pencil pepper pigeon pillow planet plum pocket pollen pony poplar potato prairie pumpkin quartz quill
  quilt rabbit radish raisin raven ribbon river robin rocket saddle saffron sailor salmon sandal sapling scarf
  shelter silver spruce squirrel stable starling stone sugar sunrise tablet teapot thistle thunder timber tomato
  topaz trumpet tulip tundra turnip valley velvet village violin walnut walrus willow window zebra zephyr
`
  .trim()
  .split(/\s+/)

/** Five words out of 251, 39 bits: enough behind the throttle of the sign-in, and easily typed from the screen. */
export function newPassphrase(): string {
  return Array.from({ length: 5 }, () => WORDS[randomInt(WORDS.length)]).join('-')
}
