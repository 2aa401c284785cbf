// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/alerts/index/alertranks_p.h"

#include <algorithm>
#include <numeric>

namespace wf::engine {

std::string lowered(std::string_view text)
{
    if (std::any_of(text.begin(), text.end(), [](char c) { return c < 0; }))
        return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())).toLower().toStdString();
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return out;
}

std::vector<quint32> ranked(const std::vector<std::string> &lower, const std::vector<QString> &values)
{
    std::vector<quint32> order(values.size());
    std::iota(order.begin(), order.end(), 0U);
    // The first bytes as a number decide most comparisons without touching the texts.
    std::size_t common = lower.empty() ? 0 : lower.front().size();
    for (const std::string &text : lower) {
        const std::size_t same = std::min(common, text.size());
        common = static_cast<std::size_t>(
            std::mismatch(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(same), lower.front().begin()).first -
            text.begin());
    }
    std::vector<quint64> prefix;
    prefix.reserve(order.size());
    for (const std::string &text : lower) {
        quint64 number = 0;
        for (std::size_t i = common; i < common + 8; ++i)
            number = number << 8U | (i < text.size() ? static_cast<unsigned char>(text[i]) : 0U);
        prefix.push_back(number);
    }
    std::sort(order.begin(), order.end(), [&](quint32 x, quint32 y) {
        if (prefix[x] != prefix[y])
            return prefix[x] < prefix[y];
        const int folded = lower[x].compare(lower[y]);
        return folded != 0 ? folded < 0 : values[x] < values[y];
    });
    std::vector<quint32> rank(order.size());
    for (quint32 i = 0; i < order.size(); ++i)
        rank[order[i]] = i > 0 && values[order[i]] == values[order[i - 1]] ? rank[order[i - 1]] : i;
    return rank;
}

std::vector<quint32> ranked(const std::vector<QString> &values)
{
    std::vector<std::string> lower;
    lower.reserve(values.size());
    for (const QString &text : values)
        lower.push_back(lowered(text.toStdString()));
    return ranked(lower, values);
}

} // namespace wf::engine
