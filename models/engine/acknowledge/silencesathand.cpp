// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/acknowledge/silencesathand.h"

#include <algorithm>
#include <set>

using namespace Qt::StringLiterals;

namespace wf::engine {

namespace {

QString keyOf(const std::vector<signals::Matcher> &matchers)
{
    QStringList parts;
    for (const auto &m : matchers)
        parts << m.name + QChar(0) + m.value + QChar(0) + (m.isRegex ? u'~' : u' ') + (m.isEqual ? u'=' : u'!');
    parts.sort();
    return parts.join(QChar(1));
}

QStringList operationsIn(const QString &comment)
{
    static const QString opening = u"[wf-op:"_s;
    QStringList out;
    for (qsizetype at = comment.indexOf(opening); at >= 0; at = comment.indexOf(opening, at)) {
        at += opening.size();
        if (const qsizetype end = comment.indexOf(u']', at); end > at)
            out << comment.mid(at, end - at);
    }
    return out;
}

} // namespace

SilencesAtHand::SilencesAtHand(const std::vector<signals::Silence> &onServer) : m_all(onServer) {}

bool SilencesAtHand::readOne()
{
    if (m_read >= m_all.size())
        return false;
    const std::size_t at = m_read++;
    const auto &silence = m_all[at];
    m_byId.insert(silence.id, at);
    for (const auto &operation : operationsIn(silence.comment))
        m_byOperation.insert(operation, at);
    if (silence.isAcknowledgement())
        m_byMatchers.insert(keyOf(silence.matchers), at);
    return m_read < m_all.size();
}

std::vector<signals::Silence> SilencesAtHand::about(const store::OutboxItem &item, const SilenceOp &op) const
{
    std::set<std::size_t> places;
    for (const auto &id : {item.remoteId, op.adoptId})
        if (const auto at = m_byId.constFind(id); !id.isEmpty() && at != m_byId.cend())
            places.insert(*at);
    for (auto [at, end] = m_byOperation.equal_range(item.opKey); at != end; ++at)
        places.insert(*at);
    if (op.acknowledgement)
        for (auto [at, end] = m_byMatchers.equal_range(keyOf(op.matchers)); at != end; ++at)
            places.insert(*at);
    std::vector<signals::Silence> out;
    for (const std::size_t place : places)
        out.push_back(m_all[place]);
    return out;
}

} // namespace wf::engine
