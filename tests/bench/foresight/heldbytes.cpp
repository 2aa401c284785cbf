// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/foresight/heldbytes.h"

#include <atomic>
#include <cstdlib>
#include <malloc.h>
#include <new>

namespace {

std::atomic<std::size_t> held{0};
constexpr std::size_t bookKeeping = 8;

} // namespace

void *operator new(std::size_t bytes)
{
    void *piece = std::malloc(bytes);
    if (piece == nullptr)
        throw std::bad_alloc();
    held += malloc_usable_size(piece) + bookKeeping;
    return piece;
}

void operator delete(void *piece) noexcept
{
    if (piece == nullptr)
        return;
    held -= malloc_usable_size(piece) + bookKeeping;
    std::free(piece);
}

void operator delete(void *piece, std::size_t) noexcept
{
    operator delete(piece);
}

std::size_t wf::bench::heldBytes()
{
    return held;
}
