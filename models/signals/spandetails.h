// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/labels.h"

#include <QString>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

// What of a span is only asked for when its row opens. It is told outright, or stays in the bytes that it came in and
// is read anew for every question: a trace of 50,000 spans then costs its bytes and not a million small texts.
namespace wf::signals {

struct SpanEvent {
    qint64 timeNs = 0;
    base::Labels fields; // "event" names it
};

// The bytes. Immutable, any thread; a place is what its maker gave out, and what cannot be read there is empty.
class SpanBytes {
public:
    virtual ~SpanBytes() = default;
    [[nodiscard]] virtual base::Labels tagsAt(quint64 place) const = 0;
    [[nodiscard]] virtual std::vector<SpanEvent> eventsAt(quint64 place) const = 0;
};
using SpanBytesPtr = std::shared_ptr<const SpanBytes>;

// Values as text. Ask for labels() once where several are wanted.
class SpanTags {
public:
    SpanTags() = default;
    SpanTags(base::Labels tags);
    SpanTags(std::initializer_list<base::Labels::Pair> tags) : SpanTags(base::Labels(tags)) {}
    SpanTags(SpanBytesPtr bytes, quint64 place) : m_bytes(std::move(bytes)), m_place(place) {}

    [[nodiscard]] base::Labels labels() const { return m_bytes ? m_bytes->tagsAt(m_place) : base::Labels(); }
    [[nodiscard]] std::string value(std::string_view name) const { return std::string(labels().value(name)); }
    [[nodiscard]] QString text(std::string_view name) const { return labels().text(name); }
    [[nodiscard]] bool has(std::string_view name) const { return labels().has(name); }

private:
    SpanBytesPtr m_bytes;
    quint64 m_place = 0;
};

class SpanEvents {
public:
    SpanEvents() = default;
    SpanEvents(std::vector<SpanEvent> events);
    SpanEvents(SpanBytesPtr bytes, quint64 place) : m_bytes(std::move(bytes)), m_place(place) {}

    [[nodiscard]] std::vector<SpanEvent> list() const
    {
        return m_bytes ? m_bytes->eventsAt(m_place) : std::vector<SpanEvent>();
    }

private:
    SpanBytesPtr m_bytes;
    quint64 m_place = 0;
};

} // namespace wf::signals
