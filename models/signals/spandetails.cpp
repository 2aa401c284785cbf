// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/signals/spandetails.h"

#include "models/signals/spanid.h"

#include <algorithm>

namespace wf::signals {

namespace {

class ToldTags final : public SpanBytes {
public:
    explicit ToldTags(base::Labels tags) : m_tags(std::move(tags)) {}
    [[nodiscard]] base::Labels tagsAt(quint64) const override { return m_tags; }
    [[nodiscard]] std::vector<SpanEvent> eventsAt(quint64) const override { return {}; }

private:
    base::Labels m_tags;
};

class ToldEvents final : public SpanBytes {
public:
    explicit ToldEvents(std::vector<SpanEvent> events) : m_events(std::move(events)) {}
    [[nodiscard]] base::Labels tagsAt(quint64) const override { return {}; }
    [[nodiscard]] std::vector<SpanEvent> eventsAt(quint64) const override { return m_events; }

private:
    std::vector<SpanEvent> m_events;
};

// FNV-1a; never zero, which means none.
quint64 standInFor(const QString &text)
{
    quint64 h = 14695981039346656037U;
    for (const char c : text.toUtf8())
        h = (h ^ static_cast<unsigned char>(c)) * 1099511628211U;
    return h | 1U;
}

} // namespace

SpanTags::SpanTags(base::Labels tags)
    : m_bytes(tags.isEmpty() ? nullptr : std::make_shared<const ToldTags>(std::move(tags)))
{
}

SpanEvents::SpanEvents(std::vector<SpanEvent> events)
    : m_bytes(events.empty() ? nullptr : std::make_shared<const ToldEvents>(std::move(events)))
{
}

SpanId::SpanId(const QString &text)
{
    const auto isHex = [](QChar c) {
        return (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'f') || (c >= u'A' && c <= u'F');
    };
    if (text.size() <= 16 && std::all_of(text.begin(), text.end(), isHex))
        m_bits = text.toULongLong(nullptr, 16);
    else
        m_bits = standInFor(text);
}

QString SpanId::text() const
{
    return isEmpty() ? QString() : QStringLiteral("%1").arg(m_bits, 16, 16, QLatin1Char('0'));
}

} // namespace wf::signals
