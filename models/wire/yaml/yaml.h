// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/labels.h"
#include "models/base/result.h"
#include "models/wire/text.h"

#include <yaml-cpp/yaml.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace wf::wire {

// Bounds of one YAML file. Aliases are refused altogether: the library crashes on cyclic ones, and nested ones grow
// without end.
struct YamlLimits {
    std::size_t bytes = std::size_t{4} << 20;
    std::size_t depth = 64;
    std::size_t nodes = 200'000;
    std::size_t keys = 10'000; // of one map
    std::size_t scalar = 256 * 1024;
};

// One node, or nothing. Every question to a node of another kind answers "nothing". Scalars are text as written: "on",
// "010" and "1e3" stay what they are.
class Yaml {
public:
    Yaml() = default;
    explicit Yaml(YAML::Node node) : m_node(std::move(node)), m_there(m_node.IsDefined() && !m_node.IsNull()) {}

    [[nodiscard]] bool exists() const { return m_there; }
    [[nodiscard]] bool isMap() const { return m_there && m_node.IsMap(); }
    [[nodiscard]] bool isList() const { return m_there && m_node.IsSequence(); }
    [[nodiscard]] bool isScalar() const { return m_there && m_node.IsScalar(); }

    [[nodiscard]] int line() const { return m_there ? m_node.Mark().line + 1 : 0; } // from 1; 0 = not there

    [[nodiscard]] Yaml operator[](const std::string &key) const; // of duplicate keys the first
    [[nodiscard]] std::string text() const;
    [[nodiscard]] QString string() const { return toQString(text()); }
    [[nodiscard]] std::optional<double> number() const;
    [[nodiscard]] bool truth(bool fallback) const; // true yes on / false no off, any case
    // A map of scalars; lists are joined with commas.
    [[nodiscard]] base::Labels labels() const;

    template<class F>
    void forEach(F &&f) const // elements of a list
    {
        if (isList())
            for (const auto &one : m_node)
                f(Yaml(one));
    }
    template<class F>
    void forEachField(F &&f) const // f(const std::string &key, Yaml value)
    {
        if (isMap())
            for (const auto &pair : m_node)
                if (pair.first.IsScalar())
                    f(pair.first.Scalar(), Yaml(pair.second));
    }
    template<class F>
    void forEachKey(F &&f) const // f(const std::string &key, int line), also of keys without a value
    {
        if (isMap())
            for (const auto &pair : m_node)
                if (pair.first.IsScalar())
                    f(pair.first.Scalar(), pair.first.Mark().line + 1);
    }

private:
    YAML::Node m_node;
    bool m_there = false;
};

// All documents of a file; bounds are checked on events before any node is built. Empty documents are left out.
// Errors: Invalid (with line and column), TooLarge.
[[nodiscard]] base::Result<std::vector<Yaml>> loadYaml(std::string_view text, const YamlLimits &limits = {});

} // namespace wf::wire
