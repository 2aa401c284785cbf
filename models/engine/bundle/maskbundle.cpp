// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/bundle/maskbundle.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <set>
#include <utility>

namespace wf::engine {

using namespace Qt::StringLiterals;
using wire::logtext::Pseudonyms;

namespace {

// Fields of what the console itself writes that name who did something.
bool namesAPerson(QStringView field)
{
    static constexpr std::array fields{"actor"_L1,    "author"_L1,     "by"_L1,        "from"_L1,
                                       "holder"_L1,   "owner"_L1,      "to"_L1,        "ack_by"_L1,
                                       "taken_by"_L1, "created_by"_L1, "createdBy"_L1, "assignee"_L1};
    return std::ranges::any_of(fields, [field](QLatin1StringView one) { return field == one; });
}

class Masking {
public:
    explicit Masking(Pseudonyms &pseudonyms) : m_pseudonyms(pseudonyms) {}

    void text(QString &text) { text = m_pseudonyms.masked(text); }
    void text(std::string &text) { text = m_pseudonyms.masked(std::move(text)); }
    void query(QString &expr) { expr = m_pseudonyms.maskedQuery(expr); }
    void person(QString &name) { name = m_pseudonyms.person(name); }
    void texts(QStringList &texts)
    {
        for (QString &one : texts)
            text(one);
    }
    void labels(base::Labels &labels) { labels = m_pseudonyms.masked(labels); }
    void behind(const QString &name, QString &value)
    {
        value = QString::fromStdString(m_pseudonyms.behind(name.toStdString(), value.toStdString()));
    }

    void alert(signals::Alert &alert)
    {
        const QString before = alert.fingerprint;
        labels(alert.labels);
        labels(alert.annotations);
        text(alert.generatorUrl);
        texts(alert.receivers);
        alert.fingerprint = QStringLiteral("%1").arg(alert.labels.fingerprint(), 16, 16, QLatin1Char('0'));
        m_fingerprints.insert(before, alert.fingerprint);
    }
    // After all alerts.
    void fingerprint(QString &id) const { id = m_fingerprints.value(id, id); }

    // Texts anywhere in it, fingerprints, and values by the names before them; the names themselves stay, but for what
    // is somebody's address.
    [[nodiscard]] QJsonValue json(const QJsonValue &value) { return json(value, {}, false); }
    // The same of what the console itself wrote: some fields of it name persons.
    [[nodiscard]] QJsonValue ours(const QJsonValue &value) { return json(value, {}, true); }

private:
    [[nodiscard]] QJsonValue json(const QJsonValue &value, const QString &name, bool isOurs)
    {
        if (value.isString()) {
            const QString plain = value.toString();
            const auto known = m_fingerprints.find(plain);
            if (known != m_fingerprints.end())
                return *known;
            QString masked = plain;
            if (isOurs && namesAPerson(name))
                named(masked);
            else if (name == "query"_L1 || name == "expr"_L1)
                query(masked);
            else
                behind(name, masked);
            return masked;
        }
        if (value.isDouble() && m_pseudonyms.isKey(name.toStdString())) {
            QString number = QString::number(value.toDouble(), 'g', 17);
            behind(name, number);
            return number;
        }
        if (value.isArray()) {
            QJsonArray out;
            for (const auto &one : value.toArray())
                out.append(json(one, name, isOurs));
            return out;
        }
        if (!value.isObject())
            return value;
        QJsonObject out;
        const QJsonObject object = value.toObject();
        for (auto it = object.begin(); it != object.end(); ++it) { // a time is no number of a card
            const bool isTime = it.key().endsWith("_ns"_L1);
            out.insert(field(it.key()), isTime ? QJsonValue(it.value()) : json(it.value(), it.key(), isOurs));
        }
        return out;
    }

    // "person:Ana" as well; a rota or a channel is nobody.
    void named(QString &who)
    {
        if (who.startsWith("person:"_L1))
            who = "person:"_L1 + m_pseudonyms.person(who.mid(7));
        else if (!who.contains(u':'))
            person(who);
        else
            text(who);
    }
    [[nodiscard]] QString field(const QString &name)
    {
        const auto known = m_fingerprints.find(name);
        if (known != m_fingerprints.end())
            return *known;
        return name.contains(u'@') || name.contains(u'.') || name.contains(u':') ? m_pseudonyms.masked(name) : name;
    }

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
        mask.person(firing.ackBy);
        mask.text(firing.ackNote);
    }
    for (auto &alert : bundle.alerts)
        for (QString &by : alert.inhibitedBy)
            mask.fingerprint(by);
    for (auto &silence : bundle.silences) {
        for (auto &matcher : silence.matchers)
            if (matcher.isRegex) // of several, perhaps
                mask.text(matcher.value);
            else
                mask.behind(matcher.name, matcher.value);
        mask.person(silence.createdBy);
        mask.text(silence.comment);
        mask.labels(silence.annotations);
    }
    for (auto &rule : bundle.rules) {
        mask.text(rule.name);
        mask.text(rule.group);
        mask.text(rule.file);
        mask.query(rule.query);
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
        *it = mask.ours(*it);
    for (auto &record : bundle.trail) {
        mask.person(record.note.actor);
        mask.text(record.note.subject);
        record.note.detail = mask.ours(record.note.detail).toObject();
    }
    for (auto &note : bundle.notes) {
        mask.text(note.service);
        mask.person(note.author);
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

void maskOnce(IncidentBundle &bundle, Pseudonyms &pseudonyms)
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
    bundle.dashboard = mask.json(bundle.dashboard).toObject();
    bundle.panels = mask.json(bundle.panels).toObject();
    bundle.incident = mask.ours(bundle.incident).toObject();
    bundle.thread = mask.json(bundle.thread).toArray();
    auto &manifest = bundle.manifest;
    mask.text(manifest.title);
    mask.text(manifest.environment);
    mask.person(manifest.takenBy);
    mask.texts(manifest.missing);
    manifest.look = mask.json(manifest.look).toObject();
}

// What everybody sees of the system, and what an account may be called as well: "payment" stays when a service is
// called so.
class PublicWords {
public:
    explicit PublicWords(const SubjectRules &subjects)
    {
        for (const QStringList *names : {&subjects.service, &subjects.region, &subjects.version, &subjects.operation})
            for (const QString &name : *names)
                m_names.insert(name.toStdString());
        for (const char *name : {"alertname", "job", "namespace", "container", "app", "component", "cluster", "env",
                                 "environment", "team", "severity", "level", "phase", "__name__"})
            m_names.insert(name);
    }
    void take(const base::Labels &labels)
    {
        for (const auto &[name, value] : labels)
            if (m_names.contains(name))
                take(value);
    }
    void take(std::string_view text)
    {
        std::string word;
        for (const char c : text) {
            const bool isUpper = c >= 'A' && c <= 'Z';
            if (isUpper || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
                word += isUpper ? static_cast<char>(c + 32) : c;
                continue;
            }
            m_words.insert(std::exchange(word, {}));
        }
        m_words.insert(word);
        std::string whole(text);
        std::ranges::transform(whole, whole.begin(),
                               [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
        m_words.insert(std::move(whole));
    }
    [[nodiscard]] const std::set<std::string, std::less<>> &words() const { return m_words; }

private:
    std::set<std::string, std::less<>> m_names;
    std::set<std::string, std::less<>> m_words;
};

std::set<std::string, std::less<>> publicWords(const IncidentBundle &bundle)
{
    PublicWords out(bundle.manifest.subjects);
    for (const auto &series : bundle.series)
        out.take(series.labels);
    for (const auto &alert : bundle.alerts)
        out.take(alert.labels);
    for (const auto &firing : bundle.firings) {
        out.take(firing.alert.labels);
        out.take(firing.service.toStdString());
    }
    for (const auto &line : bundle.lines)
        out.take(line.stream);
    for (const auto &trace : bundle.traces)
        for (const auto &process : trace.processes)
            out.take(process.service.toStdString());
    return out.words();
}

} // namespace

std::vector<std::string> usualMaskKeys()
{
    return {"user_id",    "user",        "username",  "user_name",  "user_email", "login",
            "enduser_id", "customer_id", "customer",  "account_id", "session_id", "device_id",
            "first_name", "last_name",   "full_name", "client_name"};
}

void maskBundle(IncidentBundle &bundle, Pseudonyms &pseudonyms)
{
    maskOnce(bundle, pseudonyms);
    pseudonyms.spread(publicWords(bundle));
    maskOnce(bundle, pseudonyms); // who was named anywhere is masked everywhere
    auto &manifest = bundle.manifest;
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
