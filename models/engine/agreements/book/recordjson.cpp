// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/agreements/book/recordjson_p.h"

#include <QJsonArray>

#include <limits>

namespace wf::engine {

using namespace Qt::StringLiterals;
using signals::Decimal;

namespace {

QJsonValue whole(qint64 value)
{
    return QString::number(value);
}

// Nothing when it is no whole number; what is wrong once makes the whole value wrong.
class Reader {
public:
    explicit Reader(const QJsonObject &json) : m_json(json) {}

    QString text(const QString &key)
    {
        const QJsonValue value = m_json.value(key);
        m_isGood = m_isGood && value.isString();
        return value.toString();
    }
    qint64 integer(const QString &key)
    {
        bool ok = false;
        const qint64 value = text(key).toLongLong(&ok);
        m_isGood = m_isGood && ok;
        return value;
    }
    Decimal decimal(const QString &key)
    {
        const auto value = Decimal::parse(text(key));
        m_isGood = m_isGood && value;
        return value.value_or(Decimal::unknown());
    }
    std::optional<Decimal> decimalIfThere(const QString &key)
    {
        return m_json.contains(key) ? std::optional(decimal(key)) : std::nullopt;
    }
    std::optional<qint64> integerIfThere(const QString &key)
    {
        return m_json.contains(key) ? std::optional(integer(key)) : std::nullopt;
    }
    template<class T>
    T taken(std::optional<T> value, T fallback)
    {
        m_isGood = m_isGood && value;
        return value.value_or(fallback);
    }
    [[nodiscard]] bool isGood() const { return m_isGood; }

private:
    const QJsonObject &m_json;
    bool m_isGood = true;
};

QJsonObject lineJson(const signals::CompensationLine &line)
{
    QJsonObject out{{u"clause"_s, line.clause},
                    {u"tier"_s, whole(static_cast<qint64>(line.tier))},
                    {u"kind"_s, line.kind == signals::CompensationKind::Penalty ? u"penalty"_s : u"credit"_s},
                    {u"percent"_s, line.percent.text()},
                    {u"amount"_s, line.amount.text()}};
    if (line.feePercent)
        out[u"fee_percent"_s] = line.feePercent->text();
    return out;
}

signals::CompensationKind kindOf(const QString &name)
{
    return name == u"penalty" ? signals::CompensationKind::Penalty : signals::CompensationKind::Credit;
}

} // namespace

QString noticeStateName(NoticeState state)
{
    switch (state) {
    case NoticeState::Draft:
        return u"draft"_s;
    case NoticeState::Approved:
        return u"approved"_s;
    case NoticeState::Queued:
        return u"queued"_s;
    case NoticeState::Sent:
        return u"sent"_s;
    case NoticeState::Dropped:
        break;
    }
    return u"dropped"_s;
}

std::optional<signals::CreditState> creditStateOf(const QString &name)
{
    using signals::CreditState;
    return named(name, {CreditState::Proposed, CreditState::Approved, CreditState::Issued, CreditState::Withdrawn},
                 signals::creditStateName);
}

std::optional<signals::ApprovalState> approvalStateOf(const QString &name)
{
    using signals::ApprovalState;
    return named(name, {ApprovalState::Proposed, ApprovalState::Approved, ApprovalState::Rejected},
                 signals::approvalStateName);
}

std::optional<NoticeState> noticeStateOf(const QString &name)
{
    return named(
        name, {NoticeState::Draft, NoticeState::Approved, NoticeState::Queued, NoticeState::Sent, NoticeState::Dropped},
        noticeStateName);
}

QJsonObject toJson(const signals::Credit &credit)
{
    QJsonArray lines;
    for (const auto &line : credit.lines)
        lines.append(lineJson(line));
    return {{u"id"_s, credit.id},
            {u"agreement"_s, credit.agreement},
            {u"version"_s, whole(credit.version)},
            {u"start_ns"_s, whole(credit.period.startNs)},
            {u"end_ns"_s, whole(credit.period.endNs)},
            {u"kind"_s, credit.kind == signals::CompensationKind::Penalty ? u"penalty"_s : u"credit"_s},
            {u"amount"_s, credit.amount.text()},
            {u"currency"_s, credit.currency},
            {u"measurements_sha256"_s, credit.measurementsSha256},
            {u"lines"_s, lines}};
}

std::optional<signals::Credit> creditOf(const QJsonObject &json)
{
    Reader read(json);
    signals::Credit out;
    out.id = read.text(u"id"_s);
    out.agreement = read.text(u"agreement"_s);
    out.version = static_cast<int>(read.integer(u"version"_s));
    out.period = {read.integer(u"start_ns"_s), read.integer(u"end_ns"_s)};
    out.kind = kindOf(read.text(u"kind"_s));
    out.amount = read.decimal(u"amount"_s);
    out.currency = read.text(u"currency"_s);
    out.measurementsSha256 = read.text(u"measurements_sha256"_s);
    bool isGood = true;
    for (const auto value : json.value(u"lines"_s).toArray()) {
        const QJsonObject object = value.toObject();
        Reader line(object);
        signals::CompensationLine one;
        one.clause = line.text(u"clause"_s);
        one.tier = static_cast<std::size_t>(line.integer(u"tier"_s));
        one.kind = kindOf(line.text(u"kind"_s));
        one.percent = line.decimal(u"percent"_s);
        one.amount = line.decimal(u"amount"_s);
        one.feePercent = line.decimalIfThere(u"fee_percent"_s);
        isGood = isGood && line.isGood();
        out.lines.push_back(std::move(one));
    }
    return isGood && read.isGood() ? std::optional(out) : std::nullopt;
}

QJsonObject toJson(const QString &agreement, const signals::AgreementExclusion &exclusion)
{
    const auto &spec = exclusion.window->spec();
    QJsonObject out{{u"agreement"_s, agreement},
                    {u"id"_s, exclusion.id},
                    {u"kind"_s, signals::exclusionKindName(exclusion.kind)},
                    {u"section"_s, exclusion.section},
                    {u"reason"_s, exclusion.reason},
                    {u"clauses"_s, QJsonArray::fromStringList(exclusion.clauses)},
                    {u"first"_s, spec.first.toString(u"yyyy-MM-ddThh:mm:ss"_s)},
                    {u"time_zone"_s, QString::fromLatin1(spec.zone.id())},
                    {u"length_ns"_s, whole(spec.lengthNs)}};
    if (spec.rule)
        out[u"rrule"_s] = base::recurrenceText(*spec.rule);
    if (exclusion.announcedNs)
        out[u"announced_ns"_s] = whole(*exclusion.announcedNs);
    return out;
}

std::optional<BookedExclusion> exclusionOf(const QJsonObject &json)
{
    using signals::ExclusionKind;
    Reader read(json);
    BookedExclusion out;
    out.agreement = read.text(u"agreement"_s);
    auto &one = out.exclusion;
    one.id = read.text(u"id"_s);
    one.kind = read.taken(named(read.text(u"kind"_s),
                                {ExclusionKind::PlannedMaintenance, ExclusionKind::ForceMajeure,
                                 ExclusionKind::CustomerCaused, ExclusionKind::Other},
                                signals::exclusionKindName),
                          ExclusionKind::Other);
    one.section = read.text(u"section"_s);
    one.reason = read.text(u"reason"_s);
    for (const auto clause : json.value(u"clauses"_s).toArray())
        one.clauses << clause.toString();
    base::RecurringWindow::Spec spec;
    spec.first = QDateTime::fromString(read.text(u"first"_s), u"yyyy-MM-ddThh:mm:ss"_s);
    spec.zone = QTimeZone(read.text(u"time_zone"_s).toLatin1());
    spec.lengthNs = read.integer(u"length_ns"_s);
    if (json.contains(u"rrule"_s)) {
        const auto rule = base::parseRecurrenceRule(read.text(u"rrule"_s));
        if (!rule)
            return std::nullopt;
        spec.rule = *rule;
    }
    one.announcedNs = read.integerIfThere(u"announced_ns"_s);
    const auto window = base::RecurringWindow::of(std::move(spec));
    if (!window || !read.isGood())
        return std::nullopt;
    one.window = *window;
    return out;
}

QJsonObject toJson(const Notice &notice)
{
    return {{u"id"_s, notice.id},
            {u"agreement"_s, notice.agreement},
            {u"duty"_s, notice.duty},
            {u"clause"_s, notice.clause},
            {u"to"_s, notice.to},
            {u"subject"_s, notice.subject},
            {u"text"_s, notice.text},
            {u"occurred_ns"_s, whole(notice.occurredNs)},
            {u"due_ns"_s, whole(notice.dueNs)}};
}

std::optional<Notice> noticeOf(const QJsonObject &json)
{
    Reader read(json);
    Notice out;
    out.id = read.text(u"id"_s);
    out.agreement = read.text(u"agreement"_s);
    out.duty = read.text(u"duty"_s);
    out.clause = read.text(u"clause"_s);
    out.to = read.text(u"to"_s);
    out.subject = read.text(u"subject"_s);
    out.text = read.text(u"text"_s);
    out.occurredNs = read.integer(u"occurred_ns"_s);
    out.dueNs = read.integer(u"due_ns"_s);
    return read.isGood() ? std::optional(out) : std::nullopt;
}

} // namespace wf::engine
