// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/explore/language/textplaces.h"

#include <QStringList>

#include <algorithm>

namespace wf::engine {

const QStringList &placeholders()
{
    static const QStringList all{QStringLiteral("${__rate_interval}"), QStringLiteral("$__rate_interval"),
                                 QStringLiteral("${__interval}"),      QStringLiteral("$__interval"),
                                 QStringLiteral("${__range}"),         QStringLiteral("$__range")};
    return all;
}

TextPlaces::TextPlaces(const QString &text)
{
    QString filled = text;
    for (const QString &name : placeholders())
        for (qsizetype at = filled.indexOf(name); at >= 0; at = filled.indexOf(name, at)) {
            filled.replace(at, name.size(), QStringLiteral("5m").leftJustified(name.size()));
            m_hasPlaceholders = true;
        }
    m_utf8 = filled.toStdString();
    if (static_cast<qsizetype>(m_utf8.size()) == filled.size())
        return;
    m_places.reserve(m_utf8.size() + 1);
    int next = 0, start = 0;
    for (const char c : m_utf8) {
        const auto byte = static_cast<unsigned char>(c);
        if ((byte & 0xC0U) != 0x80U) { // begins a character
            start = next;
            next += byte >= 0xF0U ? 2 : 1;
        }
        m_places.push_back(start);
    }
    m_places.push_back(static_cast<int>(filled.size()));
}

int TextPlaces::place(std::size_t byte) const
{
    if (m_places.empty())
        return static_cast<int>(std::min(byte, m_utf8.size()));
    return m_places[std::min(byte, m_places.size() - 1)];
}

std::size_t TextPlaces::byteAt(int place) const
{
    if (m_places.empty())
        return std::min(static_cast<std::size_t>(std::max(0, place)), m_utf8.size());
    return static_cast<std::size_t>(std::ranges::lower_bound(m_places, place) - m_places.begin());
}

} // namespace wf::engine
