// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/query/promql/text/textrange.h"

#include <QString>

#include <string>
#include <vector>

namespace wf::engine {

// A query as PromQL's parser reads it, and the way back: its places are bytes, an editor's are UTF-16 units.
// "$__rate_interval" and its like are durations of the same length, so that a text with them parses and every place
// stays where it is.
class TextPlaces {
public:
    explicit TextPlaces(const QString &text);
    [[nodiscard]] const std::string &utf8() const { return m_utf8; }
    [[nodiscard]] int place(std::size_t byte) const;   // of a byte, in UTF-16 units
    [[nodiscard]] std::size_t byteAt(int place) const; // and back
    [[nodiscard]] int length(query::TextRange range) const { return place(range.end) - place(range.start); }
    [[nodiscard]] bool hasPlaceholders() const { return m_hasPlaceholders; }

private:
    std::string m_utf8;
    std::vector<int> m_places; // of each byte and of the end; empty: all one byte each
    bool m_hasPlaceholders = false;
};

// The placeholders that are filled in before a query is asked (models/engine/metrics/stepping.h), longest first.
[[nodiscard]] const QStringList &placeholders();

} // namespace wf::engine
