import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { VNode } from "preact";
import satori, { type Font, type SatoriNode } from "satori";
import sharp from "sharp";
import { type CardFacts, cardFacts } from "./card-facts.ts";
import { sectionCard } from "./card-page.ts";
import { squareCard, wideCard } from "./card-result.ts";
import { SIZES, type Size } from "./card-type.ts";
