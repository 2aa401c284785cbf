// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/logtext/traceid.h"

#include "models/wire/text.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace wf::wire::logtext {

namespace {

enum class IdForm { Hex, Datadog, TraceParent, Uber, Amazon, Google };
struct IdField {
    std::string_view name; // without separators, lower case
    IdForm form;
};
constexpr std::array idFields{
    IdField{"traceid", IdForm::Hex},         IdField{"trace", IdForm::Hex},
    IdField{"oteltraceid", IdForm::Hex},     IdField{"xb3traceid", IdForm::Hex},
    IdField{"b3traceid", IdForm::Hex},       IdField{"contexttraceid", IdForm::Hex},
    IdField{"ddtraceid", IdForm::Datadog},   IdField{"traceparent", IdForm::TraceParent},
    IdField{"ubertraceid", IdForm::Uber},    IdField{"xamzntraceid", IdForm::Amazon},
    IdField{"loggingtrace", IdForm::Google}, IdField{"logginggoogleapiscomtrace", IdForm::Google}};

std::string withoutDashes(std::string_view text)
{
    std::string out(text);
    std::erase(out, '-');
    return out;
}

// Datadog writes the lower 64 bits as a decimal number.
std::string decimalTraceId(std::string_view text)
{
    quint64 value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || value == 0)
        return {};
    std::string hex = QString::number(value, 16).toStdString();
    return std::string(32 - hex.size(), '0') + hex;
}

std::string valueAsId(IdForm form, std::string_view value)
{
    switch (form) {
    case IdForm::Hex:
        return hexTraceId(value.size() == 36 ? withoutDashes(value) : std::string(value.substr(0, 40)));
    case IdForm::Datadog: {
        const bool isHex = value.size() == 32;
        return isHex ? hexTraceId(value) : decimalTraceId(value);
    }
    case IdForm::TraceParent: // version-traceid-spanid-flags
        return value.size() >= 36 && value[2] == '-' && value[35] == '-' ? hexTraceId(value.substr(3, 32))
                                                                         : std::string();
    case IdForm::Uber: { // traceid:spanid:parent:flags, leading zeros left out
        const auto id = value.substr(0, value.find(':'));
        if (id.size() == value.size() || id.empty() || id.size() > 32)
            return {};
        return hexTraceId(std::string((id.size() <= 16 ? 16 : 32) - id.size(), '0').append(id));
    }
    case IdForm::Amazon: { // Root=1-5759e988-bd862e3fe1be46a994272793
        const auto root = value.find("1-");
        const auto id = root == std::string_view::npos ? std::string_view() : value.substr(root + 2, 33);
        return id.size() == 33 && id[8] == '-' ? hexTraceId(withoutDashes(id)) : std::string();
    }
    case IdForm::Google: {
        const auto slash = value.rfind('/');
        return hexTraceId(slash == std::string_view::npos ? value : value.substr(slash + 1));
    }
    }
    return {};
}

} // namespace

std::string hexTraceId(std::string_view text)
{
    if (text.size() != 16 && text.size() != 32)
        return {};
    std::string out(32 - text.size(), '0');
    bool isZero = true;
    for (char c : text) {
        if (c >= 'A' && c <= 'F')
            c = static_cast<char>(c + 32);
        if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f')))
            return {};
        isZero = isZero && c == '0';
        out += c;
    }
    return isZero ? std::string() : out;
}

std::string traceIdOf(std::string_view name, std::string_view value)
{
    constexpr std::size_t longest = 40;
    if (name.size() > longest || value.size() < 5 || value.size() > 512)
        return {};
    std::array<char, longest> plain{};
    std::size_t n = 0;
    for (const char c : name)
        if (c != '_' && c != '.' && c != '-' && c != '/')
            plain.at(n++) = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    const std::string_view wanted(plain.data(), n);
    // Nested objects put their path in front: "context_trace_id", "otel_trace_id".
    for (const auto &field : idFields)
        if (wanted == field.name || (field.name == "traceid" && wanted.ends_with("traceid") && wanted != "ddtraceid" &&
                                     wanted != "ubertraceid" && wanted != "xamzntraceid"))
            return valueAsId(field.form, value);
    return {};
}

} // namespace wf::wire::logtext
