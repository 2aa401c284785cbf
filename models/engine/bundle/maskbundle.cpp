// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/bundle/maskbundle.h"

namespace wf::engine {

using wire::logtext::Pseudonyms;

namespace {

class Masking {
public:
    explicit Masking(Pseudonyms &pseudonyms) : m_pseudonyms(pseudonyms) {}

    void text(QString &text) { text = m_pseudonyms.masked(text); }
    void text(std::string &text) { text = m_pseudonyms.masked(std::move(text)); }
    void texts(QStringList &texts)
    {
        for (QString &one : texts)
            text(one);
    }
    void labels(base::Labels &labels) { labels = m_pseudonyms.masked(labels); }

    void alert(signals::Alert &alert)
    {
        const QString before = alert.fingerprint;
        labels(alert.labels);
        labels(alert.annotations);
        text(alert.generatorUrl);
        alert.fingerprint = QStringLiteral("%1").arg(alert.labels.fingerprint(), 16, 16, QLatin1Char('0'));
        m_fingerprints.insert(before, alert.fingerprint);
    }
    // After all alerts.
    void fingerprint(QString &id) const { id = m_fingerprints.value(id, id); }

    // Texts anywhere in it, and fingerprints; names stay.
    [[nodiscard]] QJsonValue json(const QJsonValue &value)
    {
        if (value.isString()) {
            const QString plain = value.toString();
            const auto known = m_fingerprints.find(plain);
            return known != m_fingerprints.end() ? *known : m_pseudonyms.masked(plain);
        }
        if (value.isArray()) {
            QJsonArray out;
            for (const auto &one : value.toArray())
                out.append(json(one));
            return out;
        }
        if (!value.isObject())
            return value;
        QJsonObject out;
        const QJsonObject object = value.toObject();
        for (auto it = object.begin(); it != object.end(); ++it) // a time is no number of a card
            out.insert(it.key(),
                       it.key().endsWith(QLatin1StringView("_ns")) ? QJsonValue(it.value()) : json(it.value()));
        return out;
    }

private:
    Pseudonyms &m_pseudonyms;
    QHash<QString, QString> m_fingerprints;
};

void maskAlerts(IncidentBundle &bundle, Masking &mask)
{
    for (auto &alert : bundle.alerts)
        mask.alert(alert);
    for (auto &firing : bundle.firings) {
        mask.alert(firing.alert);
        mask.text(firing.service);
        mask.text(firing.ackBy);
        mask.text(firing.ackNote);
    }
    for (auto &alert : bundle.alerts)
        for (QString &by : alert.inhibitedBy)
            mask.fingerprint(by);
    for (auto &silence : bundle.silences) {
        for (auto &matcher : silence.matchers)
            mask.text(matcher.value);
        mask.text(silence.createdBy);
        mask.text(silence.comment);
        mask.labels(silence.annotations);
    }
    for (auto &rule : bundle.rules) {
        mask.text(rule.query);
        mask.text(rule.lastError);
        mask.labels(rule.labels);
        mask.labels(rule.annotations);
    }
}

void maskTraces(IncidentBundle &bundle, Masking &mask)
{
    for (auto &trace : bundle.traces) {
        for (auto &process : trace.processes) {
            mask.text(process.service);
            mask.labels(process.tags);
        }
        for (auto &span : trace.spans) {
            mask.text(span.operation);
            base::Labels tags = span.tags.labels();
            mask.labels(tags);
            span.tags = std::move(tags);
            std::vector<signals::SpanEvent> events = span.events.list();
            for (auto &event : events)
                mask.labels(event.fields);
            span.events = std::move(events);
            mask.texts(span.warnings);
        }
        mask.texts(trace.warnings);
    }
}

void maskLedger(IncidentBundle &bundle, Masking &mask)
{
    for (auto it = bundle.settings.begin(); it != bundle.settings.end(); ++it)
        *it = mask.json(*it);
    for (auto &record : bundle.trail) {
        mask.text(record.note.actor);
        mask.text(record.note.subject);
        record.note.detail = mask.json(record.note.detail).toObject();
    }
    for (auto &note : bundle.notes) {
        mask.text(note.service);
        mask.text(note.author);
        mask.text(note.text);
        mask.fingerprint(note.subjectId);
    }
}

void maskCauses(CauseReport &report, Masking &mask)
{
    mask.text(report.symptomService);
    mask.texts(report.missing);
    for (auto &suspect : report.suspects) {
        mask.text(suspect.service);
        mask.text(suspect.title);
        mask.texts(suspect.reasons);
        suspect.cause.service = suspect.service;
    }
}

} // namespace

std::vector<std::string> usualMaskKeys()
{
    return {"user_id", "userId", "user", "username", "customer_id", "customerId", "account_id", "session_id"};
}

void maskBundle(IncidentBundle &bundle, Pseudonyms &pseudonyms)
{
    Masking mask(pseudonyms);
    maskAlerts(bundle, mask);
    for (auto &series : bundle.series)
        mask.labels(series.labels);
    for (auto &family : bundle.families)
        mask.text(family.help);
    for (auto &line : bundle.lines) {
        mask.text(line.text);
        mask.labels(line.stream);
        mask.labels(line.metadata);
    }
    maskTraces(bundle, mask);
    maskLedger(bundle, mask);
    if (bundle.causes)
        maskCauses(*bundle.causes, mask);
    bundle.panels = mask.json(bundle.panels).toObject();
    bundle.incident = mask.json(bundle.incident).toObject();
    bundle.thread = mask.json(bundle.thread).toArray();
    auto &manifest = bundle.manifest;
    mask.text(manifest.title);
    mask.text(manifest.takenBy);
    mask.texts(manifest.missing);
    manifest.look = mask.json(manifest.look).toObject();
    manifest.isMasked = true;
    manifest.masks.clear();
    for (const auto &count : pseudonyms.counts())
        manifest.masks.push_back({QString::fromStdString(count.kind), count.times, count.distinct});
}

base::Result<MaskedBundle> maskedCopy(const IncidentBundle &bundle, const std::vector<std::string> &keys)
{
    auto pseudonyms = Pseudonyms::create(keys);
    if (!pseudonyms)
        return pseudonyms.error();
    auto copy = std::make_shared<IncidentBundle>(bundle);
    maskBundle(*copy, *pseudonyms);
    MaskedBundle out{copy, {}};
    for (const auto &count : pseudonyms->counts())
        out.examples.push_back({QString::fromStdString(count.kind), QString::fromStdString(count.example),
                                QString::fromStdString(count.mask)});
    return out;
}

} // namespace wf::engine
