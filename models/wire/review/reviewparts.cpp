// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/review/reviewparts.h"

#include "models/base/clock.h"
#include "models/base/timetext.h"

#include <algorithm>

namespace wf::wire {

using namespace Qt::StringLiterals;
using Kind = MarkdownBlock::Kind;

namespace {

bool isTitle(const MarkdownBlock &block)
{
    return block.kind == Kind::Heading && block.level == 1;
}

} // namespace

QString secondsOf(qint64 ns)
{
    return base::isoTime(ns / base::nsPerSecond * base::nsPerSecond);
}

QString overlineOf(const ReviewPaper &paper)
{
    return (paper.written ? u"%1, review, %2"_s : u"%1, draft of a review, %2"_s).arg(paper.id, paper.environment);
}

QString titleOf(const ReviewPaper &paper)
{
    if (!paper.written || paper.written->blocks.empty() || !isTitle(paper.written->blocks.front()))
        return paper.title;
    return plainWords(paper.written->blocks.front().words);
}

QString originOf(const ReviewPaper &paper)
{
    if (!paper.written)
        return u"Written from what was recorded up to %1. Times are UTC."_s.arg(secondsOf(paper.asOfNs));
    const QString who = paper.written->by.isEmpty() ? u"an operator"_s : paper.written->by;
    const QString when = paper.written->ns > 0 ? u", %1"_s.arg(secondsOf(paper.written->ns)) : QString();
    return u"Written by %1%2. Pictures are from what was recorded up to %3. Times are UTC."_s.arg(
        who, when, secondsOf(paper.asOfNs));
}

QString attachedNote(const ReviewPaper::Attached &attached)
{
    return u"Attached by %1. From %2 to %3."_s.arg(attached.by, secondsOf(attached.range.startNs),
                                                   secondsOf(attached.range.endNs));
}

std::vector<MarkdownBlock> bodyOf(const ReviewPaper::Written &written)
{
    auto out = written.blocks;
    if (!out.empty() && isTitle(out.front()))
        out.erase(out.begin());
    return out;
}

std::size_t picturesBefore(const std::vector<MarkdownBlock> &body)
{
    const auto part = std::ranges::find_if(
        body, [](const MarkdownBlock &block) { return block.kind == Kind::Heading && block.level <= 2; });
    return static_cast<std::size_t>(part - body.begin());
}

} // namespace wf::wire
