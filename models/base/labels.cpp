// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/labels.h"

#include <QStringList>

#include <algorithm>

namespace wf::base {

namespace {

const std::vector<Labels::Pair> &noPairs()
{
    static const std::vector<Labels::Pair> empty;
    return empty;
}

std::size_t hashOf(const std::vector<Labels::Pair> &pairs)
{
    std::size_t h = 0x9e3779b97f4a7c15U;
    for (const auto &[name, value] : pairs) {
        h = (h ^ std::hash<std::string>{}(name)) * 0x100000001b3U;
        h = (h ^ std::hash<std::string>{}(value)) * 0x100000001b3U;
    }
    return h;
}

// Each name once, ascending, none without a value.
bool isInOrder(const std::vector<Labels::Pair> &pairs)
{
    const auto twoWrong = [](const Labels::Pair &a, const Labels::Pair &b) { return a.first >= b.first; };
    return std::adjacent_find(pairs.begin(), pairs.end(), twoWrong) == pairs.end() &&
           std::none_of(pairs.begin(), pairs.end(), [](const Labels::Pair &p) { return p.second.empty(); });
}

std::vector<Labels::Pair> ordered(std::vector<Labels::Pair> pairs)
{
    std::stable_sort(pairs.begin(), pairs.end(),
                     [](const Labels::Pair &a, const Labels::Pair &b) { return a.first < b.first; });
    std::vector<Labels::Pair> unique;
    unique.reserve(pairs.size());
    for (auto &pair : pairs) {
        if (!unique.empty() && unique.back().first == pair.first)
            unique.back() = std::move(pair);
        else
            unique.push_back(std::move(pair));
    }
    std::erase_if(unique, [](const Labels::Pair &p) { return p.second.empty(); });
    return unique;
}

QString fromUtf8(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

} // namespace

Labels::Labels(std::vector<Pair> pairs)
{
    if (!isInOrder(pairs)) // servers mostly tell them so
        pairs = ordered(std::move(pairs));
    if (pairs.empty())
        return;
    const std::size_t h = hashOf(pairs);
    m_data = std::make_shared<const Data>(Data{std::move(pairs), h});
}

const std::vector<Labels::Pair> &Labels::pairs() const
{
    return m_data ? m_data->pairs : noPairs();
}

std::string_view Labels::value(std::string_view name) const
{
    // In order: sets are small, and pairs that lie beside each other are read faster than every other one of them.
    for (const auto &[known, value] : pairs())
        if (known == name)
            return value;
    return {};
}

QString Labels::text(std::string_view name) const
{
    return fromUtf8(value(name));
}

Labels Labels::with(std::string_view name, std::string_view value) const
{
    auto all = pairs();
    all.emplace_back(std::string(name), std::string(value));
    return Labels(std::move(all));
}

Labels Labels::without(std::initializer_list<std::string_view> names) const
{
    const auto goes = [&names](const Pair &p) {
        return std::find(names.begin(), names.end(), std::string_view(p.first)) != names.end();
    };
    if (std::none_of(pairs().begin(), pairs().end(), goes))
        return *this;
    auto all = pairs();
    std::erase_if(all, goes);
    return Labels(std::move(all));
}

Labels Labels::keeping(const std::vector<std::string> &names) const
{
    auto all = pairs();
    std::erase_if(all, [&](const Pair &p) { return std::find(names.begin(), names.end(), p.first) == names.end(); });
    return Labels(std::move(all));
}

bool Labels::containsAll(const Labels &subset) const
{
    return std::all_of(subset.begin(), subset.end(), [&](const Pair &p) { return value(p.first) == p.second; });
}

quint64 Labels::fingerprint() const
{
    quint64 h = 14695981039346656037U;
    const auto add = [&h](std::string_view s) {
        for (const char c : s)
            h = (h ^ static_cast<unsigned char>(c)) * 1099511628211U;
        h = (h ^ 0xFFU) * 1099511628211U;
    };
    for (const auto &[name, value] : pairs()) {
        add(name);
        add(value);
    }
    return h;
}

QString Labels::toString() const
{
    QString out = fromUtf8(metricName());
    QStringList parts;
    for (const auto &[key, value] : pairs())
        if (key != "__name__")
            parts << QString::fromStdString(key) + u'=' + quoted(value);
    if (!parts.isEmpty() || out.isEmpty())
        out += u'{' + parts.join(QStringLiteral(", ")) + u'}';
    return out;
}

bool operator==(const Labels &a, const Labels &b)
{
    return a.m_data == b.m_data || (a.hash() == b.hash() && a.pairs() == b.pairs());
}

std::strong_ordering operator<=>(const Labels &a, const Labels &b)
{
    return a.m_data == b.m_data ? std::strong_ordering::equal : a.pairs() <=> b.pairs();
}

QString quoted(std::string_view utf8)
{
    return quoted(fromUtf8(utf8));
}

QString quoted(const QString &text)
{
    QString out;
    out.reserve(text.size() + 2);
    out += u'"';
    for (const QChar c : text) {
        if (c == u'\\' || c == u'"') {
            out += u'\\';
            out += c;
        } else if (c == u'\n') {
            out += QStringLiteral("\\n");
        } else if (c == u'\t') {
            out += QStringLiteral("\\t");
        } else if (c < u' ') {
            out += QStringLiteral("\\x%1").arg(c.unicode(), 2, 16, QLatin1Char('0'));
        } else {
            out += c;
        }
    }
    out += u'"';
    return out;
}

std::string regexEscaped(std::string_view utf8)
{
    static constexpr std::string_view special = R"(\.+*?()|[]{}^$)";
    std::string out;
    out.reserve(utf8.size() + 8);
    for (const char c : utf8) {
        if (special.find(c) != std::string_view::npos)
            out += '\\';
        out += c;
    }
    return out;
}

} // namespace wf::base
