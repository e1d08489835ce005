interface Component {
  'bom-ref': string;
  name: string;
  version: string;
  scope: string;
  properties?: Array<{ name: string; value: string }>;
}

/** The parts of a CycloneDX file that are read. */
export interface Sbom {
  bomFormat: string;
  metadata: { component: Component };
  components: Component[];
  dependencies: Array<{ ref: string; dependsOn: string[] }>;
}

/** Built into the pages, and so shipped, though no process needs them installed. */
const pageLibraries = new Set([
  '@frontapp/plugin-sdk',
  '@frontapp/ui-kit',
  'react',
  'react-dom',
  'recharts',
  'styled-components',
  'wouter',
]);

/** @returns the same without packages that only development uses */
export function keepShipped({ metadata, components, dependencies, ...rest }: Sbom): Sbom {
  const root = metadata.component;
  const needs = new Map(dependencies.map(({ ref, dependsOn }) => [ref, dependsOn]));
  const shipped = new Set([root['bom-ref']]);
  const ship = (ref: string): void => {
    if (shipped.has(ref)) return;
    shipped.add(ref);
    for (const needed of needs.get(ref) ?? []) ship(needed);
  };
  for (const component of components) {
    if (!isDevelopment(component) || pageLibraries.has(component.name)) ship(component['bom-ref']);
  }
  const isShipped = (ref: string): boolean => shipped.has(ref);
  return {
    ...rest,
    // npm names the project after its folder.
    metadata: { ...metadata, component: { ...root, name: root['bom-ref'].replace(/@[^@]*$/, '') } },
    components: components.filter((component) => isShipped(component['bom-ref'])).map(asShipped),
    dependencies: dependencies
      .filter(({ ref }) => isShipped(ref))
      .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter(isShipped) })),
  };
}

function isDevelopment({ properties = [] }: Component): boolean {
  return properties.some(({ name }) => name === developmentMark);
}

const developmentMark = 'cdx:npm:package:development';

function asShipped(component: Component): Component {
  if (!isDevelopment(component)) return component;
  const properties = (component.properties ?? []).filter(({ name }) => name !== developmentMark);
  return { ...component, scope: 'required', properties };
}
