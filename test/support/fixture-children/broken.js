// Never becomes ready.
process.stderr.write('the reason why\n');
process.exit(7);
