import { type ComponentChild, type ComponentChildren, Fragment, h, options, type VNode } from 'preact';
import { closed, isolated, mayTurn } from '#domain/text/text.rules.ts';

/** In these stands text alone: SVG's own, and those of HTML that take no markup. */
const TEXT_ALONE = new Set<unknown>(['option', 'textarea', 'title', 'text', 'tspan']);

/**
 * Lets every text that a panel shows stand by itself: one that may turn what is beside it (a name in Arabic, a bidi
 * character in a title) is put into a <bdi>, and reaches no further than its end. What is written as one text from
 * several, in a sentence or an attribute, takes each by isolated(). To be called before anything is rendered.
 */
export function isolateTexts(): void {
  const next = options.vnode;
  options.vnode = (node) => {
    if (node.type === Fragment || (typeof node.type === 'string' && node.type !== 'bdi')) isolateWithin(node);
    next?.(node);
  };
}

function isolateWithin(node: VNode): void {
  const { children } = node.props;
  if (holdsTurning(children)) node.props.children = apart(children, TEXT_ALONE.has(node.type));
}

function holdsTurning(children: ComponentChildren): boolean {
  return Array.isArray(children)
    ? children.some(holdsTurning)
    : typeof children === 'string' && mayTurn(children);
}

function apart(children: ComponentChildren, textAlone: boolean): ComponentChildren {
  if (Array.isArray(children)) return children.map((child) => apart(child, textAlone)) as ComponentChild[];
  if (typeof children !== 'string' || !mayTurn(children)) return children;
  return textAlone ? isolated(children) : h('bdi', null, closed(children));
}
