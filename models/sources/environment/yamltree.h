// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"

#include <QString>

#include <utility>
#include <vector>

namespace wf::sources {

// A small YAML document as plain values with their lines. Bounded: 1 MiB, 16 levels, 20,000 values; aliases, anchors
// and duplicate keys are refused (reliability.md T13).
struct YamlValue {
    enum class Kind { Null, Scalar, List, Map };
    Kind kind = Kind::Null;
    int line = 0; // from 1
    QString text; // of a scalar, as written
    std::vector<YamlValue> items;
    std::vector<std::pair<QString, YamlValue>> fields;
    [[nodiscard]] const YamlValue *field(QStringView name) const;
};

struct YamlProblem {
    int line = 0;
    QString what;
};
// Either the document or what is wrong with it and where.
struct YamlResult {
    YamlValue root;
    std::optional<YamlProblem> problem;
};
[[nodiscard]] YamlResult readYaml(const QByteArray &bytes);

// Plain where that reads back as the same text, quoted where not.
[[nodiscard]] QString yamlScalar(const QString &text);

} // namespace wf::sources
