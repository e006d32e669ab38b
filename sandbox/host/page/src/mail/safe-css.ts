/** What a mail may say of its own page as a whole: how text looks, and nothing that hides or moves it. */
const ofText = /^(color|background-color|font|font-.*|line-height|letter-spacing|text-align|direction)$/;
const everything = /(^|[\s,>+~(])(html|body|:root|\*)(?![\w-])/i;

export interface CssRules {
  /** Remote pictures may be loaded. */
  pictures: boolean;
  /** Called for each picture that is left out. */
  onBlocked(): void;
}

/** Takes out of a declaration what loads something, covers something or grows with the window that shows it. */
export function cleanDeclarations(style: CSSStyleDeclaration, { pictures, onBlocked }: CssRules): void {
  for (const name of [...style]) {
    const value = style.getPropertyValue(name);
    if (/url\(|image-set\(|src\(/i.test(value)) {
      const isOwn = /^\s*url\(\s*["']?data:image\//i.test(value);
      const isRemote = /url\(\s*["']?https?:/i.test(value);
      if (isOwn || (isRemote && pictures)) continue;
      if (isRemote) onBlocked();
      style.removeProperty(name);
    } else if (name === 'position' && /fixed|sticky/.test(value)) style.removeProperty(name);
    // A frame is as high as what is in it: heights of the frame in it would make it grow without end.
    else if (/\d[sld]?v(h|min|max|b)\b/i.test(value)) style.removeProperty(name);
  }
}

/** A mail's style sheet, read by the browser's own parser, without what it may not do. */
export function cleanSheet(source: string, rules: CssRules): string {
  const sheet = new CSSStyleSheet();
  try {
    sheet.replaceSync(source);
  } catch {
    return '';
  }
  // '<' could end the element that it will stand in.
  return textOf(sheet.cssRules, rules).replaceAll('<', '\\3c ');
}

function textOf(list: CSSRuleList, rules: CssRules): string {
  return [...list]
    .map((rule) => {
      if (rule instanceof CSSMediaRule) return `@media ${rule.conditionText}{${textOf(rule.cssRules, rules)}}`;
      // @import, @font-face and whatever comes are left out.
      if (!(rule instanceof CSSStyleRule)) return '';
      cleanDeclarations(rule.style, rules);
      if (everything.test(rule.selectorText))
        for (const name of [...rule.style]) if (!ofText.test(name)) rule.style.removeProperty(name);
      return `${rule.selectorText}{${rule.style.cssText}}`;
    })
    .join('\n');
}
