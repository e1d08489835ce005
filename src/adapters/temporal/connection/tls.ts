import { type ConnectionOptions, connect } from 'node:tls';
import { readTemporalEnvironment } from './client.ts';

const caVariable = 'TEMPORAL_TLS_SERVER_CA_CERT_PATH';
const certVariables = 'TEMPORAL_TLS_CLIENT_CERT_PATH and TEMPORAL_TLS_CLIENT_KEY_PATH';

/** Why the connection fails, and how to fix it: sentences without full stops. */
interface TlsFault {
  found: string;
  remedy: string;
}

/**
 * Checks whether TLS is why Temporal cannot be reached; gRPC's own errors hardly say. It opens a connection of its own, for
 * three seconds at most.
 * @returns null when it is not, or that is unknown
 * @throws as `readTemporalEnvironment`
 */
export async function findTlsFault(environment: NodeJS.ProcessEnv): Promise<TlsFault | null> {
  const { address = 'localhost:7233', tls, apiKey } = readTemporalEnvironment(environment).connectionOptions;
  const { hostname, port } = new URL(`tls://${address}`);
  const host = hostname.replace(/^\[|\]$/g, '');
  const place = { host, port: Number(port) };
  if (!tls) {
    const speaksTls = saysTls(await tryHandshake({ ...place, rejectUnauthorized: false }));
    return speaksTls ? { found: 'it asks for TLS', remedy: `Set TEMPORAL_TLS=true; see ${caVariable} too` } : null;
  }
  const { serverNameOverride, serverRootCACertificate, clientCertPair } = tls === true ? {} : tls;
  const handshake = await tryHandshake({
    ...place,
    // SNI does not allow IP addresses; the certificate is compared with it all the same.
    ...(serverNameOverride === undefined ? {} : { servername: serverNameOverride }),
    ...(serverRootCACertificate === undefined ? {} : { ca: Buffer.from(serverRootCACertificate) }),
    ...(clientCertPair === undefined
      ? {}
      : { cert: Buffer.from(clientCertPair.crt), key: Buffer.from(clientCertPair.key) }),
  });
  if (handshake.outcome !== 'failed') return null;
  const facts = {
    ...handshake,
    asked: serverNameOverride ?? host,
    ownAuthority: serverRootCACertificate !== undefined,
    ownCertificate: clientCertPair !== undefined,
    apiKey: apiKey !== undefined,
  };
  return explanations.find(({ codes }) => codes.test(facts.code))?.explain(facts) ?? null;
}

interface Facts {
  serverNames: string;
  /** The name that the server's certificate must have. */
  asked: string;
  ownAuthority: boolean;
  ownCertificate: boolean;
  apiKey: boolean;
}

/** By the codes of Node and OpenSSL. */
const explanations: ReadonlyArray<{ codes: RegExp; explain: (facts: Facts) => TlsFault }> = [
  {
    codes: /^ERR_TLS_CERT_ALTNAME_INVALID$/,
    explain: ({ asked, serverNames }) => ({
      found: `its certificate is not for ${asked}, but for ${serverNames || 'no host name'}`,
      remedy: 'Set TEMPORAL_TLS_SERVER_NAME to a name that it has, or name the server so in TEMPORAL_ADDRESS',
    }),
  },
  {
    codes: /^CERT_(HAS_EXPIRED|NOT_YET_VALID)$/,
    explain: () => ({
      found: 'its certificate has expired, or is not valid yet',
      remedy: "Renew it on Temporal's side, and see that this machine's clock is right",
    }),
  },
  {
    codes: /^(UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|CERT_)/,
    explain: ({ ownAuthority }) => ({
      found: `its certificate is not signed by ${ownAuthority ? `the authority in ${caVariable} (or _DATA)` : "an authority that this machine's Node knows"}`,
      remedy: `Put the certificate of the authority that signed it into ${caVariable}, as PEM`,
    }),
  },
  {
    codes: /^ERR_(SSL|TLS)_.*(WRONG_VERSION|PACKET_LENGTH|HTTP_REQUEST)/,
    explain: ({ apiKey }) => ({
      found: 'it does not speak TLS there',
      remedy: apiKey
        ? 'See TEMPORAL_ADDRESS: with TEMPORAL_API_KEY the connection is by TLS'
        : 'See TEMPORAL_ADDRESS, or unset TEMPORAL_TLS and TEMPORAL_TLS_*',
    }),
  },
  {
    codes: /^ERR_SSL_.*ALERT/,
    explain: ({ ownCertificate }) =>
      ownCertificate
        ? {
            found: "it refuses the client's certificate",
            remedy: `Put one into ${certVariables} that is valid and signed by an authority which Temporal trusts`,
          }
        : { found: "it asks for a client's certificate", remedy: `Set ${certVariables}` },
  },
  {
    codes: /^ERR_(OSSL|CRYPTO)_/,
    explain: () => ({
      found: "the client's certificate, its key or the authority's certificate cannot be used",
      remedy: `See that ${certVariables} belong together, and that they and ${caVariable} are PEM`,
    }),
  },
];

/** A server that refuses our certificate also speaks TLS. */
function saysTls(handshake: Handshake): boolean {
  return handshake.outcome === 'spoken' || (handshake.outcome === 'failed' && /ALERT/.test(handshake.code));
}

const timeoutMs = 3_000;

/** HTTP/2's connection preface: a server that accepts the client answers, one that does not says why. */
const preface = Buffer.concat([
  Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'),
  Buffer.from([0, 0, 0, 4, 0, 0, 0, 0, 0]),
]);

/** `spoken`: both sides agree, also on the client's certificate. `silent`: no answer. */
type Handshake = { outcome: 'spoken' | 'silent' } | { outcome: 'failed'; code: string; serverNames: string };

/** Makes the TLS handshake of a Temporal client. */
async function tryHandshake(options: ConnectionOptions): Promise<Handshake> {
  return await new Promise((resolve) => {
    let socket: ReturnType<typeof connect>;
    try {
      socket = connect({ ...options, ALPNProtocols: ['h2'] });
    } catch (error) {
      // The certificate or the key cannot be read.
      resolve(failed(error));
      return;
    }
    const settle = (handshake: Handshake): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve(handshake);
    };
    const timer = setTimeout(() => settle({ outcome: 'silent' }), timeoutMs);
    socket.once('secureConnect', () => socket.write(preface));
    socket.once('data', () => settle({ outcome: 'spoken' }));
    socket.once('error', (error) => settle(failed(error)));
    socket.once('close', () => settle({ outcome: 'silent' }));
  });
}

function failed(error: unknown): Handshake {
  const { code, cert } = error as { code?: unknown; cert?: { subjectaltname?: string } };
  return { outcome: 'failed', code: String(code), serverNames: cert?.subjectaltname ?? '' };
}
