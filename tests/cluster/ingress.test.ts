import { expect, test } from 'vitest';
import type { Ask } from '../../src/cluster/index.ts';
import type { World } from '../world.ts';
import { asks, clientPod, exchanged, lastSaid, requestOf, routeOf, said } from './asking.ts';
import { steadyWorld } from './pod.ts';

function app(name: string): string {
  return (
    `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: ${name}}\nspec: {selector: {matchLabels: {app: ${name}}}, template: {metadata: {labels: {app: ${name}}}, spec: {containers: [{name: a, image: luksa/kubia-pet}]}}}\n---\n` +
    `apiVersion: v1\nkind: Service\nmetadata: {name: ${name}}\nspec: {selector: {app: ${name}}, ports: [{name: web, port: 80, targetPort: 8080}]}\n`
  );
}

function ingressOf(name: string, spec: string, annotations = ''): string {
  return `apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: ${name}${annotations && `, annotations: {${annotations}}`}}\nspec: ${spec}\n`;
}

function backend(service: string, port = '{number: 80}'): string {
  return `backend: {service: {name: ${service}, port: ${port}}}`;
}

const shop = `{ingressClassName: nginx, rules: [{host: shop.example.test, http: {paths: [
  {path: /, pathType: Prefix, ${backend('front')}},
  {path: /cart, pathType: Prefix, ${backend('cart', '{name: web}')}},
  {path: /cart/pay, pathType: Exact, ${backend('pay')}}]}}]}`;

function shopWorld(): World {
  const w = steadyWorld().apply(clientPod);
  for (const name of ['front', 'cart', 'pay']) w.apply(app(name));
  return w.apply(ingressOf('shop', shop)).rest();
}

/** Which app has answered the learner's own machine. */
function hit(w: World, url: string, headers?: Readonly<Record<string, string>>): string {
  const ask = requestOf(`GET ${url}`) as Extract<Ask, { kind: 'request' }>;
  const { told } = exchanged(w, headers ? { ...ask, request: { ...ask.request, headers } } : ask, 'you');
  return /hit (\w+)-/.exec(said(told))?.[1] ?? said(told).split('\n')[0]!;
}

test('an Ingress leads from your own machine to the Service behind host and path', () => {
  const w = shopWorld();
  const found = exchanged(w, requestOf('GET http://shop.example.test/'), 'you');
  expect(said(found.told)).toMatch(/^200 You've hit front-/);
  expect(routeOf(found)).toMatch(/^you > Ingress\/shop > Service\/front > front-\S+ > Ingress\/shop > you$/);
  expect(lastSaid(w)).toMatch(/^front-\S+ answers you: 200$/);
});

test('an exact path goes before a prefix, a longer prefix before a shorter one, and prefixes end at slashes', () => {
  const w = shopWorld();
  const url = 'http://shop.example.test';
  expect(
    ['/', '/cart', '/cart/', '/cart/1', '/carts', '/cart/pay', '/cart/pay/now'].map((path) => hit(w, url + path)),
  ).toEqual(['front', 'cart', 'cart', 'cart', 'front', 'pay', 'cart']);
});

test('hosts: by name before a star, a star before any; the header counts, not the address', () => {
  const w = shopWorld();
  const rules = `[{host: "*.example.test", http: {paths: [{path: /, pathType: Prefix, ${backend('cart')}}]}}, {http: {paths: [{path: /any, pathType: ImplementationSpecific, ${backend('pay')}}]}}]`;
  w.apply(ingressOf('wide', `{ingressClassName: nginx, rules: ${rules}}`)).rest();
  const at = (host: string, path = '/'): string => hit(w, `http://192.168.0.80${path}`, { host });
  expect(at('shop.example.test')).toBe('front');
  expect(at('other.example.test')).toBe('cart');
  expect(at('a.b.example.test')).toBe('404 <html>');
  expect(at('a.b.example.test', '/any')).toBe('pay');
  expect(at('nowhere.test')).toBe('404 <html>');
  expect(lastSaid(w)).toContain('; no Ingress has a rule for nowhere.test/');
});

test('a host that has rules of its own gets nothing from rules for any host', () => {
  const w = shopWorld();
  const rules = `[{host: a.test, http: {paths: [{path: /only, pathType: Prefix, ${backend('cart')}}]}}, {http: {paths: [{path: /, pathType: Prefix, ${backend('pay')}}]}}]`;
  w.apply(ingressOf('two', `{ingressClassName: nginx, rules: ${rules}}`)).rest();
  const at = (host: string, path: string): string => hit(w, `http://192.168.0.80${path}`, { host });
  expect(at('a.test', '/only')).toBe('cart');
  expect(at('a.test', '/other')).toBe('404 <html>');
  expect(at('b.test', '/other')).toBe('pay');
});

test('what no rule is for gets the default backend, where there is one', () => {
  const w = shopWorld();
  expect(hit(w, 'http://192.168.0.80/')).toBe('404 <html>');
  const rest = '{ingressClassName: nginx, defaultBackend: {service: {name: pay, port: {number: 80}}}}';
  w.apply(ingressOf('rest', rest)).rest();
  expect(hit(w, 'http://192.168.0.80/')).toBe('pay');
});

test('without a Service, or without a ready pod behind it, the controller answers 503; refused is 502, silence 504', () => {
  const w = shopWorld();
  w.act('kubectl scale deploy/cart --replicas=0').rest();
  expect(hit(w, 'http://shop.example.test/cart')).toBe('503 <html>');
  expect(lastSaid(w)).toBe('shop answers you: 503; no pod of cart is Ready');
  w.act('kubectl delete svc cart').rest();
  expect(hit(w, 'http://shop.example.test/cart')).toBe('503 <html>');
  expect(lastSaid(w)).toBe('shop answers you: 503; there is no Service cart in default');
  w.act('kubectl patch svc pay -p \'{"spec":{"ports":[{"name":"web","port":80,"targetPort":81}]}}\'').rest();
  expect(hit(w, 'http://shop.example.test/cart/pay')).toBe('502 <html>');
  const node = w.act('kubectl get pod -l app=front -o jsonpath={.items[0].spec.nodeName}').printed.out.trim();
  w.breaks(`node/${node}`, 'network');
  const { told } = exchanged(w, requestOf('GET http://shop.example.test/'), 'you');
  expect(said(told)).toContain('504 Gateway Time-out');
  expect(told.tookMs).toBe(5400);
});

test('an Ingress shows its address and its backends', () => {
  const w = shopWorld();
  expect(w.act('kubectl get ing').printed.out).toMatch(
    /^NAME +CLASS +HOSTS +ADDRESS +PORTS +AGE\nshop +nginx +shop\.example\.test +192\.168\.0\.80 +80 +\S+\n$/,
  );
  expect(w.act('kubectl get ingressclass').printed.out).toMatch(/nginx +k8s\.io\/ingress-nginx +<none>/);
  w.act('kubectl delete svc pay');
  const told = w.act('kubectl describe ing shop').printed.out;
  expect(told).toMatch(/Address: +192\.168\.0\.80\n/);
  expect(told).toMatch(/\/cart +cart:web \(10\.244\.\d+\.\d+:8080\)/);
  expect(told).toMatch(/\/cart\/pay +pay:80 \(<error: services "pay" not found>\)/);
});

test('an Ingress without a class, or with one that nobody serves, has no address', () => {
  const w = shopWorld();
  const rules = `rules: [{host: lost.test, http: {paths: [{path: /, pathType: Prefix, ${backend('front')}}]}}]`;
  w.apply(ingressOf('lost', `{${rules}}`)).rest();
  w.expectWait(
    'ingress-controller',
    'lost names no class, and there is no default one: no controller looks after it',
    'default/lost',
  );
  expect(asks(w, 'GET http://lost.test/', { from: 'you' })).toContain('noName');
  w.apply(ingressOf('other', `{ingressClassName: traefik, ${rules}}`)).rest();
  w.expectWait('ingress-controller', 'no controller looks after Ingresses of the class traefik', 'default/other');
  w.apply(
    'apiVersion: networking.k8s.io/v1\nkind: IngressClass\nmetadata: {name: traefik}\nspec: {controller: k8s.io/ingress-nginx}\n',
  ).rest();
  expect(hit(w, 'http://lost.test/')).toBe('front');
});

test('the default class is given to an Ingress that names none, and the old annotation still counts', () => {
  const w = shopWorld();
  const path = `http: {paths: [{path: /, pathType: Prefix, ${backend('front')}}]}`;
  w.act('kubectl annotate ingressclass nginx ingressclass.kubernetes.io/is-default-class=true');
  w.apply(ingressOf('new', `{rules: [{host: new.test, ${path}}]}`)).rest();
  expect(hit(w, 'http://new.test/')).toBe('front');
  w.act('kubectl annotate ingressclass nginx ingressclass.kubernetes.io/is-default-class-');
  w.apply(ingressOf('old', `{rules: [{host: old.test, ${path}}]}`, 'kubernetes.io/ingress.class: nginx')).rest();
  expect(hit(w, 'http://old.test/')).toBe('front');
});

test('the commonest mistakes in an Ingress are refused', () => {
  const w = steadyWorld();
  const refused = (spec: string, annotations?: string): string => {
    const text = ingressOf('a', spec, annotations);
    return w
      .refuses('kubectl apply -f a.yaml', 'is invalid: ', { 'a.yaml': text })
      .printed.err.trim()
      .replace(/^.*?is invalid: /s, '');
  };
  const rule = (path: string): string => `{rules: [{http: {paths: [{${path}}]}}]}`;
  const good = backend('front');
  const first = 'spec.rules[0].http.paths[0]';
  expect(refused(rule(`path: /, ${good}`))).toBe(`${first}.pathType: Required value: pathType must be specified`);
  expect(refused(rule(`path: /, pathType: Begin, ${good}`))).toBe(
    `${first}.pathType: Unsupported value: "Begin": supported values: "Exact", "ImplementationSpecific", "Prefix"`,
  );
  expect(refused(rule(`path: cart, pathType: Prefix, ${good}`))).toBe(
    `${first}.path: Invalid value: "cart": must be an absolute path`,
  );
  expect(refused(rule(`path: /a//b, pathType: Exact, ${good}`))).toBe(
    `${first}.path: Invalid value: "/a//b": must not contain '//'`,
  );
  expect(refused(rule('path: /, pathType: Prefix, backend: {service: {name: front}}'))).toBe(
    `${first}.backend: Required value: port name or number is required`,
  );
  expect(refused(rule(`path: /, pathType: Prefix, ${backend('front', '{name: web, number: 80}')}`))).toBe(
    `${first}.backend: Invalid value: "": cannot set both port name & port number`,
  );
  expect(refused(`{rules: [{host: 10.0.0.1, http: {paths: [{path: /, pathType: Prefix, ${good}}]}}]}`)).toBe(
    'spec.rules[0].host: Invalid value: "10.0.0.1": must be a DNS name, not an IP address',
  );
  expect(
    refused(
      `{ingressClassName: nginx, defaultBackend: {service: {name: a, port: {number: 80}}}}`,
      'kubernetes.io/ingress.class: nginx',
    ),
  ).toBe(
    'annotations.kubernetes.io/ingress.class: Invalid value: "nginx": can not be set when the class field is also set',
  );
  expect(refused('{}')).toBe('spec: Invalid value: null: either `defaultBackend` or `rules` must be specified');
});

test('the site of inputs/wordpress.yaml is found by its host', () => {
  const w = steadyWorld().apply('wordpress.yaml').rest();
  const found = exchanged(w, requestOf('GET http://blog.example.test/'), 'you');
  expect(routeOf(found)).toMatch(
    /^you > Ingress\/wordpress > Service\/wordpress > wordpress-\S+ > Ingress\/wordpress > you$/,
  );
});
