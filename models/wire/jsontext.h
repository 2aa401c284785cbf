// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/labels.h"

#include <QString>

#include <string>
#include <string_view>

namespace wf::wire {

// Writes compact JSON from front to back. Commas come by themselves; what is opened must be closed. Strings become
// valid UTF-8.
class JsonText {
public:
    JsonText &beginObject() { return open('{'); }
    JsonText &endObject() { return close('}'); }
    JsonText &beginArray() { return open('['); }
    JsonText &endArray() { return close(']'); }
    JsonText &key(std::string_view name);
    JsonText &string(std::string_view utf8);
    JsonText &string(const QString &text) { return string(std::string_view(text.toStdString())); }
    JsonText &number(qint64 value) { return raw(std::to_string(value)); }
    JsonText &real(double value); // NaN and infinities, which JSON does not have, become null
    JsonText &truth(bool value) { return raw(value ? "true" : "false"); }
    JsonText &null() { return raw("null"); }
    JsonText &raw(std::string_view json);         // a value that is JSON already
    JsonText &labels(const base::Labels &labels); // {"name":"value"}

    // key and value in one.
    JsonText &field(std::string_view name, std::string_view text) { return key(name).string(text); }
    JsonText &field(std::string_view name, const QString &text) { return key(name).string(text); }
    JsonText &field(std::string_view name, const char *text) { return key(name).string(std::string_view(text)); }
    JsonText &field(std::string_view name, qint64 value) { return key(name).number(value); }

    [[nodiscard]] std::size_t size() const { return m_out.size(); }
    [[nodiscard]] std::string take() { return std::move(m_out); }

private:
    JsonText &open(char c);
    JsonText &close(char c);
    void comma();
    std::string m_out;
    bool m_needsComma = false;
};

// A sample value as Prometheus writes it: "1", "0.5", "1e+22", "1.5e-09", "+Inf", "NaN".
[[nodiscard]] std::string sampleText(double value);
// Seconds with three decimals, or none: "1795246609.600", "1795246609".
[[nodiscard]] std::string secondsText(qint64 timeMs);

} // namespace wf::wire
