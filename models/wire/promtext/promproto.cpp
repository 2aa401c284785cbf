// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/promtext/promproto.h"

#include "models/wire/promtext/protofamily_p.h"
#include "models/wire/text.h"

#include <QCoreApplication>

#include <protozero/exception.hpp>
#include <protozero/varint.hpp>

namespace wf::wire {

namespace {

base::Error broken(const ProtoFamily &family, std::size_t at, const char *problem)
{
    return notUnderstood(QCoreApplication::translate("wf::wire", "family %1 at byte %2: %3")
                             .arg(family.name().empty() ? QStringLiteral("?") : capped(family.name(), 120))
                             .arg(at)
                             .arg(QCoreApplication::translate("wf::wire", problem)));
}

// The message behind the length at `at`; nothing when the bytes end before it does. Moves `at` behind it.
std::optional<std::string_view> nextMessage(std::string_view bytes, std::size_t &at)
{
    const char *position = bytes.data() + at;
    const char *const end = bytes.data() + bytes.size();
    const auto length = protozero::decode_varint(&position, end);
    if (length > static_cast<std::uint64_t>(end - position))
        return std::nullopt;
    at = static_cast<std::size_t>(position - bytes.data()) + static_cast<std::size_t>(length);
    return std::string_view(position, static_cast<std::size_t>(length));
}

} // namespace

base::Result<Exposition> decodeProtoExposition(std::string_view bytes, const Limits &limits, HistogramChoice choice)
{
    if (bytes.size() > limits.bytes)
        return tooLarge(Bound::Bytes, limits.bytes);
    Exposition out;
    for (std::size_t at = 0; at < bytes.size();) {
        const std::size_t begin = at;
        ProtoFamily family(out, limits, choice);
        // protozero reports broken bytes by exceptions; none leaves this function.
        try {
            const auto message = nextMessage(bytes, at);
            if (!message)
                return broken(family, begin, QT_TRANSLATE_NOOP("wf::wire", "the answer ends inside of it"));
            if (!family.read(*message))
                return family.isTooMany() ? tooLarge(Bound::Samples, limits.samples)
                                          : broken(family, begin, family.problem());
        } catch (const protozero::exception &) {
            return broken(family, begin, QT_TRANSLATE_NOOP("wf::wire", "the protobuf is broken"));
        }
    }
    return out;
}

} // namespace wf::wire
