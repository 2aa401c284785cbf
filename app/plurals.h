// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTranslator>

namespace wf::app {

// Source texts are written for many ("%n alerts"); this gives the sentence for one. Everything else stays as written.
class EnglishPlurals final : public QTranslator {
    Q_OBJECT
public:
    using QTranslator::QTranslator;
    [[nodiscard]] QString translate(const char *context, const char *sourceText, const char *disambiguation = nullptr,
                                    int n = -1) const override;
    [[nodiscard]] bool isEmpty() const override { return false; }
    // Whether the text is the same for one and for many, or its singular is written down.
    [[nodiscard]] static bool knows(const QString &sourceText);
};

} // namespace wf::app
