// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/report/reportjson.h"

#include "models/base/timetext.h"
#include "models/base/untrusted.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <array>
#include <cmath>

namespace wf::wire {

using namespace Qt::StringLiterals;
using namespace signals;

namespace {

const QString formName = u"watchfloor-report/1"_s;
constexpr qsizetype mostBytes = qsizetype{256} << 20;
constexpr qsizetype mostRows = 1'000'000;

const std::array toneNames{u"plain"_s, u"good"_s, u"attention"_s, u"bad"_s};
const std::array verdictNames{u"met"_s, u"at_risk"_s, u"breached"_s, u"not_measured"_s};

// One visitor writes and one reads; fields() below names every field once for both.
class Writer {
public:
    static constexpr bool reads = false;
    QJsonObject object;

    void operator()(const char *key, const QString &value) { object[QLatin1String(key)] = value; }
    void operator()(const char *key, const QStringList &value)
    {
        object[QLatin1String(key)] = QJsonArray::fromStringList(value);
    }
    void operator()(const char *key, bool value) { object[QLatin1String(key)] = value; }
    void operator()(const char *key, int value) { object[QLatin1String(key)] = value; }
    void operator()(const char *key, double value) { object[QLatin1String(key)] = number(value); }
    void operator()(const char *key, const std::optional<double> &value)
    {
        object[QLatin1String(key)] = value ? number(*value) : QJsonValue();
    }
    void operator()(const char *key, const QByteArray &value)
    {
        object[QLatin1String(key)] = QString::fromLatin1(value.toBase64());
    }
    void operator()(const char *key, ReportTone value)
    {
        object[QLatin1String(key)] = toneNames[static_cast<std::size_t>(value)];
    }
    void operator()(const char *key, ReportVerdict value)
    {
        object[QLatin1String(key)] = verdictNames[static_cast<std::size_t>(value)];
    }
    void time(const char *key, qint64 ns) { object[QLatin1String(key)] = base::isoTime(ns); }
    void operator()(const char *key, const base::TimeRange &value)
    {
        object[QLatin1String(key)] =
            QJsonObject{{u"start"_s, base::isoTime(value.startNs)}, {u"end"_s, base::isoTime(value.endNs)}};
    }
    template<class T>
    void operator()(const char *key, const std::vector<T> &values)
    {
        QJsonArray list;
        for (const T &value : values) {
            if constexpr (std::is_same_v<T, std::optional<double>>)
                list.append(value ? number(*value) : QJsonValue());
            else if constexpr (std::is_same_v<T, ReportVerdict>)
                list.append(verdictNames[static_cast<std::size_t>(value)]);
            else
                list.append(written(value));
        }
        object[QLatin1String(key)] = list;
    }
    template<class T>
    void part(const char *key, const T &value)
    {
        object[QLatin1String(key)] = written(value);
    }

private:
    static QJsonValue number(double value) { return std::isfinite(value) ? QJsonValue(value) : QJsonValue(); }
    template<class T>
    static QJsonObject written(const T &value);
};

class Reader {
public:
    static constexpr bool reads = true;
    Reader(QJsonObject object, QString place, QString *problem)
        : m_object(std::move(object)), m_place(std::move(place)), m_problem(problem)
    {
    }

    void operator()(const char *key, QString &value)
    {
        const QJsonValue v = at(key);
        if (!v.isString())
            return fail(key, u"a text"_s);
        value = v.toString();
    }
    void operator()(const char *key, QStringList &value)
    {
        for (const QJsonValue &one : list(key))
            one.isString() ? static_cast<void>(value << one.toString()) : fail(key, u"texts"_s);
    }
    void operator()(const char *key, bool &value)
    {
        at(key).isBool() ? static_cast<void>(value = at(key).toBool()) : fail(key, u"true or false"_s);
    }
    void operator()(const char *key, int &value)
    {
        at(key).isDouble() ? static_cast<void>(value = at(key).toInt()) : fail(key, u"a number"_s);
    }
    void operator()(const char *key, double &value)
    {
        at(key).isDouble() ? static_cast<void>(value = at(key).toDouble()) : fail(key, u"a number"_s);
    }
    void operator()(const char *key, std::optional<double> &value) { value = maybe(at(key), key); }
    void operator()(const char *key, QByteArray &value)
    {
        const auto decoded =
            QByteArray::fromBase64Encoding(at(key).toString().toLatin1(), QByteArray::AbortOnBase64DecodingErrors);
        if (!decoded)
            return fail(key, u"base64"_s);
        value = *decoded;
    }
    void operator()(const char *key, ReportTone &value) { value = named(at(key), toneNames, key, ReportTone::Plain); }
    void operator()(const char *key, ReportVerdict &value)
    {
        value = named(at(key), verdictNames, key, ReportVerdict::NotMeasured);
    }
    void time(const char *key, qint64 &ns)
    {
        bool ok = false;
        ns = base::parseIsoTime(at(key).toString(), &ok);
        if (!ok)
            fail(key, u"a time like 2026-05-14T02:14:07Z"_s);
    }
    void operator()(const char *key, base::TimeRange &value)
    {
        Reader inner(at(key).toObject(), m_place + QLatin1String(key) + u'.', m_problem);
        inner.time("start", value.startNs);
        inner.time("end", value.endNs);
        if (value.endNs < value.startNs)
            fail(key, u"an end that is not before the start"_s);
    }
    template<class T>
    void operator()(const char *key, std::vector<T> &values)
    {
        const QJsonArray all = list(key);
        values.reserve(static_cast<std::size_t>(all.size()));
        for (qsizetype i = 0; i < all.size() && m_problem->isEmpty(); ++i) {
            const QJsonValue one = all.at(i);
            if constexpr (std::is_same_v<T, std::optional<double>>)
                values.push_back(maybe(one, key));
            else if constexpr (std::is_same_v<T, ReportVerdict>)
                values.push_back(named(one, verdictNames, key, ReportVerdict::NotMeasured));
            else
                values.push_back(read<T>(one, u"%1%2[%3]."_s.arg(m_place, QLatin1String(key)).arg(i)));
        }
    }
    template<class T>
    void part(const char *key, T &value)
    {
        value = read<T>(at(key), m_place + QLatin1String(key) + u'.');
    }

private:
    [[nodiscard]] QJsonValue at(const char *key) const { return m_object.value(QLatin1String(key)); }
    void fail(const char *key, const QString &wanted)
    {
        if (m_problem->isEmpty())
            *m_problem = u"%1%2 must be %3"_s.arg(m_place, QLatin1String(key), wanted);
    }
    QJsonArray list(const char *key)
    {
        const QJsonArray all = at(key).toArray();
        if (!at(key).isArray() || all.size() > mostRows)
            fail(key, u"a list of at most a million rows"_s);
        return m_problem->isEmpty() ? all : QJsonArray();
    }
    std::optional<double> maybe(const QJsonValue &v, const char *key)
    {
        if (v.isDouble())
            return v.toDouble();
        if (!v.isNull())
            fail(key, u"a number or null"_s);
        return std::nullopt;
    }
    template<class E, std::size_t N>
    E named(const QJsonValue &v, const std::array<QString, N> &names, const char *key, E fallback)
    {
        const auto found = std::ranges::find(names, v.toString());
        if (found == names.end()) {
            fail(key, u"one of "_s + QStringList(names.begin(), names.end()).join(u", "_s));
            return fallback;
        }
        return static_cast<E>(found - names.begin());
    }
    template<class T>
    T read(const QJsonValue &v, const QString &place);

    QJsonObject m_object;
    QString m_place;
    QString *m_problem;
};

// --- every field, once ---

void fields(auto &a, auto &v)
    requires std::is_same_v<std::remove_cvref_t<decltype(v)>, ReportFigure>
{
    a("label", v.label), a("value", v.value), a("note", v.note), a("tone", v.tone);
}
void fields(auto &a, auto &v)
    requires std::is_same_v<std::remove_cvref_t<decltype(v)>, ReportClause>
{
    a("number", v.number), a("name", v.name), a("target", v.target), a("target_percent", v.targetPercent);
    a("measured", v.measured), a("measured_percent", v.measuredPercent), a("allowance", v.allowance);
    a("used_minutes", v.usedMinutes), a("allowed_minutes", v.allowedMinutes), a("verdict", v.verdict);
    a("method", v.method);
}
void fields(auto &a, auto &v)
    requires std::is_same_v<std::remove_cvref_t<decltype(v)>, ReportCredit>
{
    a("clause", v.clause), a("tier", v.tier), a("share", v.share), a("amount", v.amount);
    a("exact_amount", v.exactAmount), a("state", v.state), a("provisional", v.isProvisional);
}
void fields(auto &a, auto &v)
    requires std::is_same_v<std::remove_cvref_t<decltype(v)>, ReportIncident>
{
    a("id", v.id), a("range", v.range), a("open", v.isOpen), a("what", v.what), a("cause", v.cause);
    a("minutes", v.minutes);
}
void fields(auto &a, auto &v)
    requires std::is_same_v<std::remove_cvref_t<decltype(v)>, ReportExclusion>
{
    a("range", v.range), a("reason", v.reason), a("approved_by", v.approvedBy), a("minutes", v.minutes);
}
void fields(auto &a, auto &v)
    requires std::is_same_v<std::remove_cvref_t<decltype(v)>, ReportDays>
{
    a("title", v.title), a("note", v.note), a("target", v.target), a("first_day", v.firstDay), a("shares", v.shares);
}
void fields(auto &a, auto &v)
    requires std::is_same_v<std::remove_cvref_t<decltype(v)>, ReportBurn::Point>
{
    a.time("at", v.atNs), a("minutes", v.minutes);
}
void fields(auto &a, auto &v)
    requires std::is_same_v<std::remove_cvref_t<decltype(v)>, ReportBurn::Path>
{
    a("words", v.words), a.part("end", v.end), a("breaches", v.breaches);
}
void fields(auto &a, auto &v)
    requires std::is_same_v<std::remove_cvref_t<decltype(v)>, ReportBurn::Mark>
{
    a.part("at", v.at), a("words", v.words);
}
void fields(auto &a, auto &v)
    requires std::is_same_v<std::remove_cvref_t<decltype(v)>, ReportBurn>
{
    a("title", v.title), a("note", v.note), a("allowed_minutes", v.allowedMinutes), a("used", v.used);
    a("marks", v.marks), a("paths", v.paths);
}
void fields(auto &a, auto &v)
    requires std::is_same_v<std::remove_cvref_t<decltype(v)>, ReportMonth>
{
    a("name", v.name), a("measured", v.measured), a("verdicts", v.verdicts), a("credit", v.credit);
}
void fields(auto &a, auto &v)
    requires std::is_same_v<std::remove_cvref_t<decltype(v)>, ReportTerm>
{
    a("term", v.term), a("meaning", v.meaning);
}
void fields(auto &a, auto &v)
    requires std::is_same_v<std::remove_cvref_t<decltype(v)>, ReportQuery>
{
    a("name", v.name), a("language", v.language), a("text", v.text), a("source", v.source);
}
void fields(auto &a, auto &v)
    requires std::is_same_v<std::remove_cvref_t<decltype(v)>, ReportBranding>
{
    a("name", v.name), a("colour", v.colour), a("logo_png", v.logoPng);
}
void fields(auto &a, auto &v)
    requires std::is_same_v<std::remove_cvref_t<decltype(v)>, Report>
{
    a("id", v.id), a("agreement", v.agreement), a("interim", v.isInterim), a("provider", v.provider);
    a("customer", v.customer), a("title", v.title), a("subtitle", v.subtitle), a("period", v.period);
    a("measured", v.measured), a("time_zone", v.timeZone), a("currency", v.currency), a.part("branding", v.branding);
    a("figures", v.figures), a("summary", v.summary), a("clauses", v.clauses), a("clauses_note", v.clausesNote);
    a("credits", v.credits), a.part("credit_total", v.creditTotal), a("days", v.days), a("burns", v.burns);
    a("incident_clauses", v.incidentClauses), a("incidents", v.incidents);
    a("background_minutes", v.backgroundMinutes), a("exclusions", v.exclusions), a("notices", v.notices);
    a("method", v.method), a("trend_clauses", v.trendClauses), a("trend", v.trend), a("glossary", v.glossary);
    a("queries", v.queries), a("prepared_by", v.preparedBy), a("tool_version", v.toolVersion);
    a("data_sha256", v.dataHash);
}

template<class T>
QJsonObject Writer::written(const T &value)
{
    Writer inner;
    fields(inner, value);
    return inner.object;
}

template<class T>
T Reader::read(const QJsonValue &v, const QString &place)
{
    T out;
    if (!v.isObject() && m_problem->isEmpty())
        *m_problem = u"%1 must be an object"_s.arg(place.chopped(1));
    if (!m_problem->isEmpty())
        return out;
    Reader inner(v.toObject(), place, m_problem);
    fields(inner, out);
    return out;
}

void compare(const QString &place, const QJsonValue &before, const QJsonValue &after, int most, QStringList &out)
{
    if (before == after || out.size() >= most)
        return;
    if (before.isObject() && after.isObject()) {
        QStringList keys = before.toObject().keys() + after.toObject().keys();
        keys.removeDuplicates();
        for (const QString &key : keys)
            compare(place.isEmpty() ? key : place + u'.' + key, before.toObject().value(key),
                    after.toObject().value(key), most, out);
        return;
    }
    if (before.isArray() && after.isArray() && before.toArray().size() == after.toArray().size()) {
        for (qsizetype i = 0; i < before.toArray().size(); ++i)
            compare(u"%1[%2]"_s.arg(place).arg(i), before.toArray().at(i), after.toArray().at(i), most, out);
        return;
    }
    const auto words = [](const QJsonValue &v) {
        return v.isArray()    ? u"%1 rows"_s.arg(v.toArray().size())
               : v.isString() ? base::visibleText(v.toString(), 80)
               : v.isDouble() ? QString::number(v.toDouble(), 'g', 12)
               : v.isBool()   ? (v.toBool() ? u"true"_s : u"false"_s)
               : v.isNull()   ? u"nothing"_s
                              : u"something else"_s;
    };
    out << u"%1: %2 → %3"_s.arg(place, words(before), words(after));
}

QJsonObject objectOf(const Report &report)
{
    Writer writer;
    fields(writer, report);
    writer.object[u"form"_s] = formName;
    return writer.object;
}

} // namespace

QByteArray reportJson(const Report &report)
{
    return QJsonDocument(objectOf(report)).toJson(QJsonDocument::Indented);
}

base::Result<Report> readReportJson(const QByteArray &json)
{
    if (json.size() > mostBytes)
        return base::makeError(base::ErrorKind::TooLarge, u"The report is larger than 256 MiB"_s);
    QJsonParseError parsing;
    const QJsonObject object = QJsonDocument::fromJson(json, &parsing).object();
    if (object.value(u"form"_s).toString() != formName)
        return base::makeError(base::ErrorKind::NotUnderstood, u"This is no report of the form %1"_s.arg(formName),
                               parsing.error == QJsonParseError::NoError
                                   ? QString()
                                   : u"%1 at byte %2"_s.arg(parsing.errorString()).arg(parsing.offset));
    Report out;
    QString problem;
    Reader reader(object, {}, &problem);
    fields(reader, out);
    if (!problem.isEmpty())
        return base::makeError(base::ErrorKind::NotUnderstood, u"The report cannot be read: "_s + problem);
    return out;
}

QStringList reportDifferences(const Report &before, const Report &after, int most)
{
    QStringList out;
    compare({}, objectOf(before), objectOf(after), most, out);
    return out;
}

} // namespace wf::wire
