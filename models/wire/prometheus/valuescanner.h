// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace wf::wire::prometheus {

// Takes in one JSON value byte by byte, over any number of pieces, and knows where it ends. It checks brackets and
// quotes only; whoever gets the text parses it strictly.
class ValueScanner {
public:
    void reset();
    // Goes on as if `seen` had been read. It must be the beginning of an object.
    void resume(std::string seen);
    [[nodiscard]] bool isEmpty() const { return m_text.empty(); }
    // Advances p; true when the value is complete. A number or word ends before the delimiter, which stays unread.
    bool take(const char *&p, const char *end);
    [[nodiscard]] std::string release();

private:
    enum class Kind { None, Container, String, Word };
    bool advance(char c); // true: the value ends with this byte

    std::string m_text;
    Kind m_kind = Kind::None;
    std::size_t m_depth = 0;
    bool m_inString = false;
    bool m_escaped = false;
};

} // namespace wf::wire::prometheus
