// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/richtext/markdownview.h"

#include "models/base/untrusted.h"
#include "widgets/base/controls/focusring.h"
#include "widgets/base/theme.h"

#include <QTextBlockFormat>
#include <QTextCursor>

namespace wf::widgets {

using namespace Qt::StringLiterals;

MarkdownView::MarkdownView(QWidget *parent) : QTextBrowser(parent)
{
    setOpenLinks(false);
    setFrameShape(QFrame::NoFrame);
    viewport()->setAutoFillBackground(false);
    showFocusRing(*this);
    connect(this, &QTextBrowser::anchorClicked, this, [this](const QUrl &url) {
        if (base::isSafeWebAddress(url.toString()))
            Q_EMIT linkClicked(url.toString());
    });
}

QVariant MarkdownView::loadResource(int, const QUrl &)
{
    return {}; // neither files nor the network
}

void MarkdownView::setMarkdown(const QString &text)
{
    build(parseMarkdown(text));
}

void MarkdownView::setPlain(const QString &text, bool isCode)
{
    std::vector<TextBlock> blocks;
    for (const QString &line : text.left(200'000).split(u'\n').mid(0, 5000))
        blocks.push_back({isCode ? TextBlock::Code : TextBlock::Paragraph, 0, {}, {{line, false, false, isCode, {}}}});
    build(blocks);
}

void MarkdownView::build(const std::vector<TextBlock> &blocks)
{
    const Theme &t = Theme::of(this);
    clear();
    QTextCursor cursor(document());
    bool isFirst = true;
    for (const TextBlock &block : blocks) {
        QTextBlockFormat shape;
        shape.setTopMargin(isFirst || block.kind == TextBlock::Code || block.kind == TextBlock::Item ? 1 : 6);
        shape.setLeftMargin(block.kind == TextBlock::Item    ? 14 * (block.level + 1)
                            : block.kind == TextBlock::Quote ? 12
                                                             : 0);
        if (block.kind == TextBlock::Item)
            shape.setTextIndent(-12);
        if (block.kind == TextBlock::Code)
            shape.setBackground(t.surface.code);
        if (block.kind == TextBlock::Rule)
            shape.setProperty(QTextFormat::BlockTrailingHorizontalRulerWidth,
                              QTextLength(QTextLength::PercentageLength, 100));
        if (isFirst)
            cursor.setBlockFormat(shape);
        else
            cursor.insertBlock(shape);
        isFirst = false;
        if (block.kind == TextBlock::Item)
            cursor.insertText(block.mark + u' ', QTextCharFormat());
        for (const TextRun &run : block.runs) {
            QTextCharFormat format;
            format.setFont(t.font(block.kind == TextBlock::Heading
                                      ? (block.level < 3 ? TextRole::Title : TextRole::Strong)
                                  : run.isCode ? TextRole::Mono
                                               : TextRole::Base));
            format.setForeground(block.kind == TextBlock::Quote ? t.text.secondary : t.text.primary);
            if (run.isBold)
                format.setFontWeight(QFont::DemiBold);
            format.setFontItalic(run.isItalic);
            if (run.isCode && block.kind != TextBlock::Code)
                format.setBackground(t.surface.code);
            if (!run.address.isEmpty() && base::isSafeWebAddress(run.address)) {
                format.setAnchor(true);
                format.setAnchorHref(run.address);
                format.setForeground(t.text.link);
                format.setFontUnderline(true);
            }
            cursor.insertText(base::visibleText(run.text, 20'000), format);
        }
    }
    moveCursor(QTextCursor::Start);
}

} // namespace wf::widgets
