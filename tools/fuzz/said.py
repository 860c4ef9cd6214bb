"""What must not be said, whatever a file holds."""


def unfit(output):
    """Words for what is wrong with an output, in a list."""
    wrong = []
    if any(c < ' ' and c not in '\n\t' or c in '\u202e\x7f' for c in output):
        wrong.append('control characters')
    if '\tat ' in output or 'bug in Parfocal' in output or 'OutOfMemory' in output:
        wrong.append('a stack trace')
    if 'root:' in output:
        wrong.append('quotes /etc/passwd')
    return wrong
