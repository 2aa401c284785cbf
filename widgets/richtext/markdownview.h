// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/richtext/markdown.h"

#include <QTextBrowser>

namespace wf::widgets {

// Outside text with headings, lists and links, built block by block: no HTML ever reaches the document, nothing is
// loaded. Links are given out by `linkClicked`, checked for safe addresses first.
class MarkdownView final : public QTextBrowser {
    Q_OBJECT
public:
    explicit MarkdownView(QWidget *parent = nullptr);
    void setMarkdown(const QString &text);
    void setPlain(const QString &text, bool isCode);

Q_SIGNALS:
    void linkClicked(const QString &address);

protected:
    QVariant loadResource(int type, const QUrl &name) override;

private:
    void build(const std::vector<TextBlock> &blocks);
};

} // namespace wf::widgets
