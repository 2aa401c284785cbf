// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/logline.h"

#include <QStringList>

#include <vector>

namespace wf::engine {

// A log question as a person puts it together; becomes LogQL. No part is pasted: everything is quoted.
struct LogForm {
    struct Label {
        QString name;
        QStringList values; // any of them; outside text
        bool isExcluded = false;
        friend bool operator==(const Label &, const Label &) = default;
    };
    std::vector<Label> labels;                                 // of the stream
    std::vector<Label> fields;                                 // read from the lines
    signals::LogLevel leastLevel = signals::LogLevel::Unknown; // this and worse; Unknown = all
    QString text;                                              // in lower case it matches any case
    friend bool operator==(const LogForm &, const LogForm &) = default;
};

// Loki wants one label that cannot be empty: `anyLabel` stands for it when the form names none.
[[nodiscard]] QString toLogQl(const LogForm &form, const QString &anyLabel = QStringLiteral("service_name"));

// A query with one more condition behind it; fields are read from the lines first.
[[nodiscard]] QString narrowed(const QString &logQl, const LogForm::Label &condition, bool isOfStream);

// A line filter for what holds this text literally, to be put behind a selector; empty for an empty text.
[[nodiscard]] QString containing(const QString &text);

// The {…} a query begins with.
[[nodiscard]] QString selectorOf(const QString &logQl);
// What a query's line filters look for literally, to be marked in the lines; any case.
[[nodiscard]] QStringList soughtTexts(const QString &logQl);

} // namespace wf::engine
