// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/wire/yaml/yaml.h"

#include <QString>

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace wf::wire {

// Where something stands in a file, for people and editors: both count from 1, columns in characters; 0 = unknown.
struct TextPlace {
    int line = 0;
    int column = 0;
    friend auto operator<=>(const TextPlace &, const TextPlace &) = default;
};
[[nodiscard]] TextPlace placeOf(std::string_view text, std::size_t offset);

struct YamlNode;
using YamlNodePtr = std::shared_ptr<const YamlNode>;

// One value of a YAML document with its place, so that every complaint can name it. Aliases are resolved (and share
// what they point to), merge keys (<<) are spread out. Equality is about content, not places: 1 and "1" differ.
struct YamlNode {
    enum class Kind { Null, Scalar, List, Map };
    using Field = std::pair<YamlNodePtr, YamlNodePtr>;

    Kind kind = Kind::Null;
    bool quoted = false; // scalars: anything but plain
    std::string text{};  // scalars, as written: "on", "010" and "1e3" stay what they are
    std::vector<YamlNodePtr> items{};
    std::vector<Field> fields{}; // in the order of the file; keys may repeat
    std::size_t offset = 0;      // of its first byte in the text without byte order mark

    [[nodiscard]] bool isMap() const { return kind == Kind::Map; }
    [[nodiscard]] bool isList() const { return kind == Kind::List; }
    [[nodiscard]] bool isScalar() const { return kind == Kind::Scalar; }
    // A text for every reader, and no number, truth value or date.
    [[nodiscard]] bool isText() const;
    [[nodiscard]] const YamlNode *field(std::string_view key) const; // of repeated keys the first; null when absent
    friend bool operator==(const YamlNode &a, const YamlNode &b);
};

[[nodiscard]] YamlNodePtr yamlText(std::string text); // a scalar that reads back as this text
[[nodiscard]] YamlNodePtr yamlList(std::vector<YamlNodePtr> items);
[[nodiscard]] YamlNodePtr yamlMap(std::vector<YamlNode::Field> fields);

struct YamlProblem {
    base::ErrorKind kind = base::ErrorKind::Invalid; // or TooLarge
    TextPlace place;
    QString what;
};
struct YamlDocuments {
    std::vector<YamlNodePtr> documents; // those before a problem; empty ones are left out
    std::optional<YamlProblem> problem;
};

// All documents of a file. Bounds hold after aliases are resolved: a file cannot grow by them; an alias inside what it
// names is a problem.
[[nodiscard]] YamlDocuments readYamlTree(std::string_view text, const YamlLimits &limits = {});

// The same document as YAML: block style, texts quoted whenever a reader might take them for something else, texts of
// several lines as literal blocks where that loses nothing.
[[nodiscard]] std::string printYaml(const YamlNode &root);

// Byte offset in the file of byte `index` of a scalar's value; `start` is the scalar's offset. Follows plain, quoted
// and block style, folding and escapes; white space is taken for the end of the word before it. An index at or past
// the end gives the place behind the last word.
[[nodiscard]] std::size_t offsetInScalar(std::string_view text, std::size_t start, std::string_view value,
                                         std::size_t index);

} // namespace wf::wire
