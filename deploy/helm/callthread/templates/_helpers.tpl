{{- define "callthread.name" -}}
{{- if contains "callthread" .Release.Name }}{{ .Release.Name | trunc 52 | trimSuffix "-" }}{{ else }}{{ .Release.Name | trunc 41 | trimSuffix "-" }}-callthread{{ end }}
{{- end }}

{{- define "callthread.selector" -}}
app.kubernetes.io/name: callthread
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "callthread.labels" -}}
{{ include "callthread.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ .Chart.Name }}-{{ .Chart.Version | replace "+" "_" }}
{{- end }}

{{- define "callthread.image" -}}
{{- with .Values.image -}}
{{- if .digest }}{{ .repository }}@{{ .digest }}{{ else }}{{ .repository }}:{{ .tag | default $.Chart.AppVersion }}{{ end }}
{{- end }}
{{- end }}

{{/* The text of callthread.yaml. */}}
{{- define "callthread.config" -}}
{{- if kindIs "string" .Values.config }}{{ .Values.config }}{{ else }}{{ toYaml .Values.config }}{{ end }}
{{- end }}

{{/* What the internet may reach. */}}
{{- define "callthread.publicPaths" -}}
- { path: /healthz, exact: true }
- { path: /webhooks/aircall, exact: true }
- { path: /webhooks/front, exact: true }
- { path: /plugin, exact: true }
- { path: /api/plugin/, exact: false }
- { path: /assets/, exact: false }
- { path: /callers/, exact: false }
{{- end }}

{{/* The pod of one process. Call with a dict: root, command, process (its values), port (the variable with its port). */}}
{{- define "callthread.pod" -}}
metadata:
  labels:
    {{- include "callthread.selector" .root | nindent 4 }}
    app.kubernetes.io/component: {{ .command }}
  annotations:
    # Pods are replaced when the configuration changes.
    checksum/config: {{ include "callthread.config" .root | sha256sum }}
    {{- with .process.podAnnotations }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
spec:
  automountServiceAccountToken: false
  {{- with .root.Values.serviceAccountName }}
  serviceAccountName: {{ . }}
  {{- end }}
  {{- with .root.Values.imagePullSecrets }}
  imagePullSecrets:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  # A process finishes its current work within 25 seconds; an ingress first waits until no request is routed to it.
  terminationGracePeriodSeconds: 35
  securityContext:
    runAsNonRoot: true
    runAsUser: 1000
    runAsGroup: 1000
    fsGroup: 1000
    seccompProfile: { type: RuntimeDefault }
  containers:
    - name: {{ .command }}
      image: {{ include "callthread.image" .root }}
      imagePullPolicy: {{ .root.Values.image.pullPolicy }}
      args: [{{ .command }}]
      env:
        - { name: {{ .port }}, value: "3000" }
        - { name: CALLTHREAD_CONFIG, value: /etc/callthread/callthread.yaml }
        - { name: TEMPORAL_ADDRESS, value: {{ .root.Values.temporal.address | quote }} }
        - { name: TEMPORAL_NAMESPACE, value: {{ .root.Values.temporal.namespace | quote }} }
        {{- if .root.Values.temporal.clientCertSecret }}
        - { name: TEMPORAL_TLS_CLIENT_CERT_PATH, value: /etc/temporal-tls/tls.crt }
        - { name: TEMPORAL_TLS_CLIENT_KEY_PATH, value: /etc/temporal-tls/tls.key }
        {{- if .root.Values.temporal.serverCa }}
        - { name: TEMPORAL_TLS_SERVER_CA_CERT_PATH, value: /etc/temporal-tls/ca.crt }
        {{- end }}
        {{- end }}
        {{- with .root.Values.publicUrl }}
        - { name: PUBLIC_URL, value: {{ . | quote }} }
        {{- end }}
        {{- range $name, $value := .root.Values.env }}
        - { name: {{ $name }}, value: {{ $value | quote }} }
        {{- end }}
      envFrom:
        - secretRef: { name: {{ .root.Values.existingSecret }} }
      ports:
        - { name: http, containerPort: 3000 }
      startupProbe:
        httpGet: { path: /healthz, port: http }
        periodSeconds: 2
        failureThreshold: 60
      livenessProbe:
        httpGet: { path: /healthz, port: http }
        periodSeconds: 15
        timeoutSeconds: 5
      {{- if eq .command "api" }}
      readinessProbe:
        httpGet: { path: /readyz, port: http }
        periodSeconds: 10
        timeoutSeconds: 5
      lifecycle:
        preStop:
          exec: { command: [sleep, "5"] }
      {{- end }}
      resources:
        {{- toYaml .process.resources | nindent 8 }}
      securityContext:
        allowPrivilegeEscalation: false
        readOnlyRootFilesystem: true
        capabilities: { drop: [ALL] }
      volumeMounts:
        - { name: config, mountPath: /etc/callthread, readOnly: true }
        - { name: tmp, mountPath: /tmp }
        {{- if .root.Values.temporal.clientCertSecret }}
        - { name: temporal-tls, mountPath: /etc/temporal-tls, readOnly: true }
        {{- end }}
        {{- with .root.Values.extraVolumeMounts }}
        {{- toYaml . | nindent 8 }}
        {{- end }}
  volumes:
    - name: config
      configMap: { name: {{ include "callthread.name" .root }} }
    - name: tmp
      emptyDir: { sizeLimit: 256Mi }
    {{- with .root.Values.temporal.clientCertSecret }}
    - name: temporal-tls
      secret: { secretName: {{ . }} }
    {{- end }}
    {{- with .root.Values.extraVolumes }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
  topologySpreadConstraints:
    - maxSkew: 1
      topologyKey: kubernetes.io/hostname
      whenUnsatisfiable: ScheduleAnyway
      labelSelector:
        matchLabels:
          {{- include "callthread.selector" .root | nindent 10 }}
          app.kubernetes.io/component: {{ .command }}
  {{- with .root.Values.nodeSelector }}
  nodeSelector:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with .root.Values.tolerations }}
  tolerations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with .root.Values.affinity }}
  affinity:
    {{- toYaml . | nindent 4 }}
  {{- end }}
{{- end }}

{{/* A Deployment, and its PodDisruptionBudget where there is more than one replica. The same dict as callthread.pod. */}}
{{- define "callthread.process" -}}
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ include "callthread.name" .root }}-{{ .command }}
  labels:
    {{- include "callthread.labels" .root | nindent 4 }}
    app.kubernetes.io/component: {{ .command }}
spec:
  replicas: {{ .process.replicas }}
  strategy:
    rollingUpdate: { maxSurge: 1, maxUnavailable: 0 }
  selector:
    matchLabels:
      {{- include "callthread.selector" .root | nindent 6 }}
      app.kubernetes.io/component: {{ .command }}
  template:
    {{- include "callthread.pod" . | nindent 4 }}
{{- if and .process.podDisruptionBudget (gt (int .process.replicas) 1) }}
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: {{ include "callthread.name" .root }}-{{ .command }}
  labels:
    {{- include "callthread.labels" .root | nindent 4 }}
spec:
  maxUnavailable: 1
  selector:
    matchLabels:
      {{- include "callthread.selector" .root | nindent 6 }}
      app.kubernetes.io/component: {{ .command }}
{{- end }}
{{- end }}
