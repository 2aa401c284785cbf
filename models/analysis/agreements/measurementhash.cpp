// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/agreements/clausejudge_p.h"

#include <QCryptographicHash>

namespace wf::analysis {

namespace {

// One fact a line; numbers so that they read back as they were.
class Facts {
public:
    Facts &word(const char *text) { return bytes(QByteArray(text)); }
    Facts &text(const QString &text)
    {
        const QByteArray utf8 = text.toUtf8();
        return bytes(QByteArray::number(utf8.size())).bytes(":").bytes(utf8);
    }
    Facts &number(double value) { return bytes(" ").bytes(QByteArray::number(value, 'g', 17)); }
    Facts &whole(qint64 value) { return bytes(" ").bytes(QByteArray::number(value)); }
    Facts &range(base::TimeRange range) { return whole(range.startNs).whole(range.endNs); }
    Facts &end() { return bytes("\n"); }
    [[nodiscard]] QString result() const { return QString::fromLatin1(m_hash.result().toHex()); }

private:
    Facts &bytes(const QByteArray &some)
    {
        m_hash.addData(some);
        return *this;
    }

    QCryptographicHash m_hash{QCryptographicHash::Sha256};
};

} // namespace

QString measurementHash(const ClauseCase &one)
{
    Facts facts;
    facts.word("contract ").text(one.input.agreement.sha256).text(one.clause.id).end();
    facts.word("measured").range({one.window.startNs, one.untilNs}).end();
    for (const auto &range : one.measured)
        facts.word("counted").range(range).end();
    const ClauseMeasurement &m = one.measurement;
    for (const QString &query : m.evidence.queries)
        facts.word("query ").text(query).end();
    if (m.isKnown)
        facts.word("whole").number(m.total).number(m.bad).end();
    for (const auto &step : m.steps)
        facts.word("step").range(step.range).number(step.total).number(step.bad).end();
    for (const auto &gap : m.gaps)
        facts.word("gap").range(gap).end();
    for (const IncidentFact *incident : one.incidents)
        facts.word("incident ")
            .text(incident->id)
            .range(incident->range)
            .whole(incident->isOpen ? 1 : 0)
            .whole(incident->acknowledgedNs.value_or(0))
            .end();
    return facts.result();
}

} // namespace wf::analysis
