// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/labels.h"
#include "models/signals/logline.h"

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace wf::query::logql {

// Texts that live until the next line. Reused, so that a line costs no allocation.
class Arena {
public:
    [[nodiscard]] std::string_view keep(std::string_view text);
    void reset()
    {
        m_block = 0;
        m_used = 0;
    }

private:
    struct Block {
        std::unique_ptr<char[]> bytes;
        std::size_t size = 0;
    };
    std::vector<Block> m_blocks;
    std::size_t m_block = 0;
    std::size_t m_used = 0;
};

// Which labels a metric needs of the lines: parsers look for no others, and for none once all were found. Without names
// (and not `needsNone`) everything is extracted.
struct LabelNeeds {
    bool needsNone = false;
    std::vector<std::string> names;
};

// The labels of one line on its way through a pipeline: the stream's, structured metadata, and what parsers and formats
// set; of the same name the later kind wins. Views stay valid until reset().
class LineLabels {
public:
    enum class Kind { Stream, Metadata, Parsed };
    struct Label {
        std::string_view name;
        std::string_view value;
        Kind kind;
    };

    explicit LineLabels(LabelNeeds needs = {}) : m_needs(std::move(needs)) {}
    void reset(const base::Labels &stream, const base::Labels &metadata);
    // Structured metadata the reader knows beside the labels; not where the line has such a label.
    void addMetadata(std::string_view name, std::string_view value);

    // Empty when absent; __error__ and __error_details__ too.
    [[nodiscard]] std::string_view value(std::string_view name) const;
    [[nodiscard]] bool has(std::string_view name) const;
    // Does the stream or structured metadata bear it? A parser then appends "_extracted".
    [[nodiscard]] bool isTaken(std::string_view name) const;

    void set(std::string_view name, std::string_view value);         // kept
    void setBorrowed(std::string_view name, std::string_view value); // both outlive the line
    void remove(std::string_view name);
    [[nodiscard]] std::string_view keep(std::string_view text) { return m_arena.keep(text); }

    // Should a parser take the field? Looks at the needs and at what was parsed before.
    [[nodiscard]] bool wants(std::string_view name) const;
    [[nodiscard]] bool wantsBelow(std::string_view prefix) const; // a nested object
    [[nodiscard]] bool needsNothing() const { return m_needs.needsNone || hasAllNeeded(); }
    [[nodiscard]] bool hasAllNeeded() const { return !m_needs.names.empty() && m_found == m_needs.names.size(); }

    [[nodiscard]] bool hasError() const { return !m_error.empty(); }
    void setError(std::string_view error, std::string_view details);
    void clearError() { m_error = {}; }
    void clearErrorDetails() { m_details = {}; }
    void setErrorDetails(std::string_view details) { m_details = keep(details); }

    // Are they the stream's own labels, untouched?
    [[nodiscard]] bool isUntouched() const
    {
        return m_set.empty() && m_removed.empty() && m_error.empty() && m_details.empty();
    }
    // All that is left, in no order, errors included.
    void all(std::vector<Label> &out) const;
    [[nodiscard]] base::Labels streamLabels() const;
    [[nodiscard]] base::Labels otherLabels() const; // metadata, parsed, errors

private:
    [[nodiscard]] const Label *find(std::string_view name) const;
    [[nodiscard]] bool isRemoved(std::string_view name) const;

    LabelNeeds m_needs;
    std::size_t m_found = 0; // of the needed names
    const base::Labels *m_stream = nullptr;
    const base::Labels *m_metadata = nullptr;
    std::vector<Label> m_set; // metadata and parsed
    std::vector<std::string_view> m_removed;
    std::string_view m_error;
    std::string_view m_details;
    Arena m_arena;
};

// A known level is the metadata label detected_level.
void addLevel(LineLabels &labels, signals::LogLevel level);

inline constexpr std::string_view errorLabel = "__error__";
inline constexpr std::string_view errorDetailsLabel = "__error_details__";

// As Loki makes label names of keys: trimmed, "_" before a digit, "_" for what is no letter, digit or "_" (one for each
// character). Empty when nothing is left.
void appendSanitized(std::string &out, std::string_view key);

} // namespace wf::query::logql
