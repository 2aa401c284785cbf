// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/logql/stages/linelabels.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace wf::query::logql {

namespace {

constexpr std::size_t blockBytes = std::size_t(16) << 10;

} // namespace

std::string_view Arena::keep(std::string_view text)
{
    if (text.empty())
        return {};
    while (m_block < m_blocks.size() && m_blocks[m_block].size - m_used < text.size()) {
        ++m_block;
        m_used = 0;
    }
    if (m_block == m_blocks.size()) {
        const std::size_t size = std::max(blockBytes, text.size());
        m_blocks.push_back({std::make_unique<char[]>(size), size});
    }
    char *to = m_blocks[m_block].bytes.get() + m_used;
    std::memcpy(to, text.data(), text.size());
    m_used += text.size();
    return {to, text.size()};
}

void LineLabels::reset(const base::Labels &stream, const base::Labels &metadata)
{
    m_stream = &stream;
    m_metadata = &metadata;
    m_set.clear();
    m_removed.clear();
    m_error = {};
    m_details = {};
    m_found = 0;
    m_arena.reset();
    for (const auto &[name, value] : metadata) {
        if (name == errorLabel)
            m_error = value;
        else if (name == errorDetailsLabel)
            m_details = value;
        else if (!stream.isEmpty() && stream.has(name))
            m_set.push_back({keep(name + "_extracted"), value, Kind::Metadata});
        else
            m_set.push_back({name, value, Kind::Metadata});
    }
}

void LineLabels::addMetadata(std::string_view name, std::string_view value)
{
    if (find(name) == nullptr && !m_stream->has(name))
        m_set.push_back({name, value, Kind::Metadata});
}

const LineLabels::Label *LineLabels::find(std::string_view name) const
{
    const auto it = std::ranges::find(m_set, name, &Label::name);
    return it == m_set.end() ? nullptr : &*it;
}

bool LineLabels::isRemoved(std::string_view name) const
{
    return std::ranges::find(m_removed, name) != m_removed.end();
}

std::string_view LineLabels::value(std::string_view name) const
{
    if (name == errorLabel)
        return m_error;
    if (name == errorDetailsLabel)
        return m_details;
    if (const auto *label = find(name))
        return label->value;
    return isRemoved(name) ? std::string_view() : m_stream->value(name);
}

bool LineLabels::has(std::string_view name) const
{
    return find(name) != nullptr || (!isRemoved(name) && m_stream->has(name));
}

bool LineLabels::isTaken(std::string_view name) const
{
    if (m_stream->has(name))
        return true;
    const auto *label = find(name);
    return label != nullptr && label->kind == Kind::Metadata;
}

void LineLabels::set(std::string_view name, std::string_view value)
{
    setBorrowed(keep(name), keep(value));
}

void LineLabels::setBorrowed(std::string_view name, std::string_view value)
{
    const bool isNeeded = std::ranges::find(m_needs.names, name) != m_needs.names.end();
    const auto it = std::ranges::find(m_set, name, &Label::name);
    if (isNeeded && (it == m_set.end() || it->kind != Kind::Parsed))
        ++m_found;
    if (it != m_set.end())
        *it = {name, value, Kind::Parsed};
    else
        m_set.push_back({name, value, Kind::Parsed});
}

void LineLabels::remove(std::string_view name)
{
    std::erase_if(m_set, [name](const Label &label) { return label.name == name; });
    if (!isRemoved(name))
        m_removed.push_back(keep(name));
}

bool LineLabels::wants(std::string_view name) const
{
    if (!m_needs.names.empty() && std::ranges::find(m_needs.names, name) == m_needs.names.end())
        return false;
    const auto *label = find(name);
    return label != nullptr ? label->kind != Kind::Parsed : !isRemoved(name) || m_stream->has(name);
}

bool LineLabels::wantsBelow(std::string_view prefix) const
{
    return m_needs.names.empty() ||
           std::ranges::any_of(m_needs.names, [prefix](const std::string &name) { return name.starts_with(prefix); });
}

void LineLabels::setError(std::string_view error, std::string_view details)
{
    m_error = error; // a constant
    if (!details.empty())
        m_details = keep(details);
}

void LineLabels::all(std::vector<Label> &out) const
{
    out.clear();
    for (const auto &[name, value] : *m_stream)
        if (!isRemoved(name) && find(name) == nullptr)
            out.push_back({name, value, Kind::Stream});
    out.insert(out.end(), m_set.begin(), m_set.end());
    if (!m_error.empty())
        out.push_back({errorLabel, m_error, Kind::Parsed});
    if (!m_details.empty())
        out.push_back({errorDetailsLabel, m_details, Kind::Parsed});
}

base::Labels LineLabels::streamLabels() const
{
    if (m_set.empty() && m_removed.empty())
        return *m_stream;
    std::vector<base::Labels::Pair> pairs;
    for (const auto &pair : *m_stream)
        if (!isRemoved(pair.first) && find(pair.first) == nullptr)
            pairs.push_back(pair);
    return pairs.size() == m_stream->size() ? *m_stream : base::Labels(std::move(pairs));
}

base::Labels LineLabels::otherLabels() const
{
    const bool isMetadata =
        m_removed.empty() && m_error.empty() && m_details.empty() && m_set.size() == m_metadata->size() &&
        std::ranges::all_of(m_set, [this](const Label &label) {
            return label.kind == Kind::Metadata && m_metadata->value(label.name).data() == label.value.data();
        });
    if (isMetadata)
        return *m_metadata;
    std::vector<base::Labels::Pair> pairs;
    for (const auto &label : m_set)
        pairs.emplace_back(label.name, label.value);
    if (!m_error.empty())
        pairs.emplace_back(errorLabel, m_error);
    if (!m_details.empty())
        pairs.emplace_back(errorDetailsLabel, m_details);
    return base::Labels(std::move(pairs));
}

void addLevel(LineLabels &labels, signals::LogLevel level)
{
    static constexpr std::array<std::string_view, signals::logLevelCount> names{"fatal", "error", "warn",   "info",
                                                                                "debug", "trace", "unknown"};
    if (level != signals::LogLevel::Unknown)
        labels.addMetadata("detected_level", names[static_cast<std::size_t>(level)]);
}

void appendSanitized(std::string &out, std::string_view key)
{
    constexpr std::string_view blank = " \t\n\v\f\r";
    const auto first = key.find_first_not_of(blank);
    if (first == std::string_view::npos)
        return;
    key = key.substr(first, key.find_last_not_of(blank) - first + 1);
    if (out.empty() && key.front() >= '0' && key.front() <= '9')
        out += '_';
    for (const char c : key) {
        const bool isName = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (c >= '0' && c <= '9');
        if (isName)
            out += c;
        else if ((static_cast<unsigned char>(c) & 0xC0) != 0x80)
            out += '_';
    }
}

} // namespace wf::query::logql
